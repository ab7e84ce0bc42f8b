/** Tables of grain none that are computed from tables with partitions. */
package dev.medallion.replay.pipelines.suite.whole;
