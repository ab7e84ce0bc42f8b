/** Hooks on the steps by which files are written, for tests that break runs. */
package dev.medallion.replay.transforms.storage.files;
