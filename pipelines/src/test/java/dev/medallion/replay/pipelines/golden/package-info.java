/** What a replay must end with, worked out by plain SQL over the raw files. */
package dev.medallion.replay.pipelines.golden;
