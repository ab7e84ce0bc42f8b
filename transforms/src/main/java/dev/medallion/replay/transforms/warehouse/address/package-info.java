/** Opens the warehouse that an address names. It is the only place that knows every kind. */
package dev.medallion.replay.transforms.warehouse.address;
