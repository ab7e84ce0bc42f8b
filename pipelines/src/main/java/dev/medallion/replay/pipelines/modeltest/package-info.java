/** Runs the tests that a model has of its own. */
package dev.medallion.replay.pipelines.modeltest;
