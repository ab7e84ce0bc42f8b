/**
 * The state log: heads, leases and publications of a warehouse that can't keep them in one
 * transaction with its tables, as objects that are created once and never changed. How a warehouse
 * carries out a load job is not known here, nor what a run is.
 */
package dev.medallion.replay.transforms.warehouse.log;
