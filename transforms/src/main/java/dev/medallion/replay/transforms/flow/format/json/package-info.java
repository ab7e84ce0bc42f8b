/** The formats of JSON: one document in an object, and JSON Lines. */
package dev.medallion.replay.transforms.flow.format.json;
