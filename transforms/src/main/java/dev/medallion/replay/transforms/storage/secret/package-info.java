/**
 * Secrets that Google's Secret Manager keeps. Not here: files of secrets, which are objects like
 * any other, and what secrets are for.
 */
package dev.medallion.replay.transforms.storage.secret;
