/** Tests of the tests that models have. */
package dev.medallion.replay.pipelines.modeltest;
