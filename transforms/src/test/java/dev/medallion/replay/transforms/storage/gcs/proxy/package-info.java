/**
 * A proxy before a server of Cloud Storage, which does to calls what networks and busy servers do.
 * Nothing here knows the official client, or this program's own storage.
 */
package dev.medallion.replay.transforms.storage.gcs.proxy;
