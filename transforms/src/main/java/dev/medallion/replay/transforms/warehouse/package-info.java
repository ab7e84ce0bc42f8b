/**
 * The port of warehouses: what a run asks of one, what one is asked while a change set is decided
 * on, and the values of both. The rules of publishing are not here, nor is any warehouse.
 */
package dev.medallion.replay.transforms.warehouse;
