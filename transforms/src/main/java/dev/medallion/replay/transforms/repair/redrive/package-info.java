/** Plans which days a redrive of dead letters replays. The replay itself is an ordinary run. */
package dev.medallion.replay.transforms.repair.redrive;
