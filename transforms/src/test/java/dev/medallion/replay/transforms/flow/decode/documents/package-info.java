/** Any document ends in one outcome, and what is decoded is what stands there. */
package dev.medallion.replay.transforms.flow.decode.documents;
