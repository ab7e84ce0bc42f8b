/** The state log, held against warehouses and storages that fail, by publishers that die. */
package dev.medallion.replay.transforms.warehouse.log;
