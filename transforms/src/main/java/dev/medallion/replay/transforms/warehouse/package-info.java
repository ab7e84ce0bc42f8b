/**
 * The warehouse port: what a run asks of a warehouse, what the publishing rules ask of it, and the
 * values of both. It has neither the rules of publishing nor any warehouse.
 */
package dev.medallion.replay.transforms.warehouse;
