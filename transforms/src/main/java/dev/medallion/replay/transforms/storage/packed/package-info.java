/** Values that travel or wait in packed form. What they hold is not known here. */
package dev.medallion.replay.transforms.storage.packed;
