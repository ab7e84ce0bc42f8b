package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import java.time.Instant;
import java.util.List;

/**
 * What is journalled of the run that publishes, beside its change set. Times are the caller's.
 *
 * @param model its name
 * @param modelDigest hex SHA-256 over all files of the model
 * @param verdict in one word
 * @param tables all tables of the model: what the change set's names mean
 */
public record PublishContext(
    String runId,
    String model,
    String modelDigest,
    DayRange window,
    Instant asOf,
    String verdict,
    Instant startedAt,
    Instant finishedAt,
    List<TableRef> tables,
    DeadLetterChange deadLetters) {}
