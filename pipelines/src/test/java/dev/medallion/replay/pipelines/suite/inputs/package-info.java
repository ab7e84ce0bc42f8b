/**
 * What a partition was computed from: runs of a model that each test draws for itself, over a lake
 * of a few records.
 */
package dev.medallion.replay.pipelines.suite.inputs;
