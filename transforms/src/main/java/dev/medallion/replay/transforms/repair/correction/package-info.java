/**
 * Corrections: edited bytes of records, which later runs read instead. {@code redrive} plans which
 * days they touch.
 */
package dev.medallion.replay.transforms.repair.correction;
