/** Whatever lies in a lake: each object and record ends with a code, or stops the run by name. */
package dev.medallion.replay.pipelines.suite.badinput;
