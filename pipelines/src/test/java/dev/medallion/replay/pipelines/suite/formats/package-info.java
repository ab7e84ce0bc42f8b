/** Whole runs over sources of every record format. */
package dev.medallion.replay.pipelines.suite.formats;
