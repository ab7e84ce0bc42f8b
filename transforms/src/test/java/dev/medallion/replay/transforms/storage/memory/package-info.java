/**
 * A storage in memory, and one that fails on command. They are for tests alone, so that no address
 * that a user gives can name them.
 */
package dev.medallion.replay.transforms.storage.memory;
