package dev.medallion.replay.pipelines.suite.notrace;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What one extraction, or one delivery, says of an entity.
 *
 * @param entity its folder
 * @param id of the entity, or of the event
 * @param day the business day that it gives itself
 * @param arrivedAt when it was extracted, or received
 * @param stage in which its object shows up: later than it arrived, if the upload was slow
 * @param text the record, one line
 */
record Version(
    String entity, String id, LocalDate day, Instant arrivedAt, int stage, String text) {}
