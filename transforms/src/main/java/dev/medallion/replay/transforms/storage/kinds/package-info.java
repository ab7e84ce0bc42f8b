/**
 * Which kinds of storage this program serves: the one place that knows all of them. What a kind can
 * do is in its own package.
 */
package dev.medallion.replay.transforms.storage.kinds;
