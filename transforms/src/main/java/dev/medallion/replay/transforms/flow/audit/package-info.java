/**
 * The audits, one class each, and what they are asked about. {@link
 * dev.medallion.replay.transforms.flow.audit.Audits} lists them; what a finding leads to is decided
 * in {@code verdict}.
 */
package dev.medallion.replay.transforms.flow.audit;
