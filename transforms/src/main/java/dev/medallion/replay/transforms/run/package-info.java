/**
 * What a run is: its spec and mode. What it keeps is in the packages below; what it does is in
 * {@code flow}.
 */
package dev.medallion.replay.transforms.run;
