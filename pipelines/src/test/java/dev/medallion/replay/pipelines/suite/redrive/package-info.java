/** Bad records are repaired. */
package dev.medallion.replay.pipelines.suite.redrive;
