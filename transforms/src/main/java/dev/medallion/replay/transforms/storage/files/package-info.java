/**
 * Files as they have to be written and checked: durable, whole, known by a digest. Addresses of
 * objects are in {@code storage}.
 */
package dev.medallion.replay.transforms.storage.files;
