/** What a runner may do to a bundle: do it twice, at once, too late, or in another order. */
package dev.medallion.replay.pipelines.suite.twice;
