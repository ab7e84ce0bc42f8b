/**
 * The columns and the order of versions of an entity ledger. What is asked of a ledger is in {@code
 * flow}.
 */
package dev.medallion.replay.transforms.model.ledger;
