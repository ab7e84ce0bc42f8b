/** Whole runs whose workers share nothing with the launcher except the folders of the run. */
package dev.medallion.replay.pipelines.suite.worker;
