/**
 * Objects in Google Cloud Storage, by its official client. Other buckets have a package of theirs.
 */
package dev.medallion.replay.transforms.storage.gcs;
