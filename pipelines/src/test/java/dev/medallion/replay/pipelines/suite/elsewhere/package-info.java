/** Whole runs whose input, model, state and staging are in no local folder. */
package dev.medallion.replay.pipelines.suite.elsewhere;
