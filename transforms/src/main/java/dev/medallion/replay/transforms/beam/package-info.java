/**
 * The Beam transforms: thin steps around the core. Only this package depends on Beam, and no rule
 * of a replay is written here.
 */
package dev.medallion.replay.transforms.beam;
