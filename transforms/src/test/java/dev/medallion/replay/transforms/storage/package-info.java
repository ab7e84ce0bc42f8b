/** What every storage has to do, as tests that each kind passes, and storages made to fail. */
package dev.medallion.replay.transforms.storage;
