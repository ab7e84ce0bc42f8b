/** A lake of the payments system, made from a seed in the layout and shapes of the real one. */
package dev.medallion.replay.testdata.payments;
