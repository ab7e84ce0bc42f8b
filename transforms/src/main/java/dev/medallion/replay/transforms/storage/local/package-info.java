/**
 * Local files as a storage, and local copies of what lies in others. Only this package decides how
 * an object becomes a file.
 */
package dev.medallion.replay.transforms.storage.local;
