/**
 * The one way to objects and files: addresses, and what every storage can do with them. What an
 * object means, and which warehouse it belongs to, is not decided here; a kind of storage has a
 * package of its own below this one.
 */
package dev.medallion.replay.transforms.storage;
