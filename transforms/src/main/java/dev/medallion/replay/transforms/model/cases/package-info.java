/** A model's own tests: objects in, rows of its tables out. */
package dev.medallion.replay.transforms.model.cases;
