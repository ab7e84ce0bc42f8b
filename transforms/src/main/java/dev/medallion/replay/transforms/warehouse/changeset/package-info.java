/**
 * Change sets: what a run wants to replace, what it expects to find, and the heads of what is
 * published. Nothing is published here.
 */
package dev.medallion.replay.transforms.warehouse.changeset;
