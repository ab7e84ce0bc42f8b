/**
 * Plans a rollback: what each partition returns to, and what prevents that. It publishes nothing.
 */
package dev.medallion.replay.transforms.repair.rollback;
