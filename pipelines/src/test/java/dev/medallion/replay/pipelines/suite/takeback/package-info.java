/** Review, then apply; take a run back; two runs at once: as a user does it. */
package dev.medallion.replay.pipelines.suite.takeback;
