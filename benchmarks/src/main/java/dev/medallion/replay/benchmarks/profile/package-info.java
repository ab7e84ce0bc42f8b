/** Tells how long each stage of a run takes. It changes nothing in what it looks at. */
package dev.medallion.replay.benchmarks.profile;
