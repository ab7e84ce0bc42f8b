/** Tests that need a process that speaks the protocol of Google Cloud Storage. */
package dev.medallion.replay.transforms.storage.gcs;
