/** Whatever a user does wrong: an exit code, and a line that says what and where and what to do. */
package dev.medallion.replay.pipelines.suite.baduse;
