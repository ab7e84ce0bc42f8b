/**
 * The audits, one class each, and their input. {@link
 * dev.medallion.replay.transforms.flow.audit.Audits} lists them; {@code verdict} decides what a
 * finding leads to.
 */
package dev.medallion.replay.transforms.flow.audit;
