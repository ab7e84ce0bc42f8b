/** Draws models, inputs and deeds: once all days are in, none of it leaves a trace. */
package dev.medallion.replay.pipelines.suite.anymodel;
