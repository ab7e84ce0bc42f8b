/**
 * The state log: heads, leases and publications of a warehouse that can't keep them in one
 * transaction with its tables, as objects that are created once and never changed. It knows neither
 * how a warehouse carries out a load job nor what a run is.
 */
package dev.medallion.replay.transforms.warehouse.log;
