/**
 * What is published, and how: what was there when the run began, and the rules by which a change
 * set is published, the same for every warehouse. How a warehouse stores anything is not known
 * here.
 */
package dev.medallion.replay.transforms.flow.publish;
