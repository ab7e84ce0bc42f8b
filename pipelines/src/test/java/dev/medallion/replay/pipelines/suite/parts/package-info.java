/** Events that are spread over several objects of a folder. */
package dev.medallion.replay.pipelines.suite.parts;
