/**
 * Corrections: edited bytes of records, which later runs read instead. Which days they touch is
 * planned in {@code redrive}.
 */
package dev.medallion.replay.transforms.repair.correction;
