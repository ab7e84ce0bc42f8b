/** Draws schedules of payments windows: once all days are in, the runs leave no trace. */
package dev.medallion.replay.pipelines.suite.notrace;
