/** What the ledger of entities answers: moves, deletions, older versions, and keys of two plans. */
package dev.medallion.replay.pipelines.suite.ledger;
