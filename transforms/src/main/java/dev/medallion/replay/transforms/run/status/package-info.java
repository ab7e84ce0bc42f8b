/** What a warehouse and its state folder say about their runs. It changes nothing. */
package dev.medallion.replay.transforms.run.status;
