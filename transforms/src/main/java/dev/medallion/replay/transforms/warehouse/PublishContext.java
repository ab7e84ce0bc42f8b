package dev.medallion.replay.transforms.warehouse;

import java.time.Instant;

/**
 * What the journal records of the publishing run, beside its change set. The caller provides the
 * times.
 *
 * @param runId the run's
 * @param command what the user called, e.g. {@code run} or {@code apply}
 * @param basis the plan that is applied, or the run that is rolled back; empty: neither
 * @param by who publishes: user, host and process
 * @param model its name
 * @param modelDigest hex SHA-256 over all files of the model
 * @param verdict in one word
 * @param target what the change set's names mean
 * @param takesBack of a rollback
 * @param snapshotDays how long copies of the tables from before are kept, where the warehouse can
 *     make some; 0: none are made
 */
public record PublishContext(
    String runId,
    String command,
    String basis,
    String by,
    String model,
    String modelDigest,
    Instant asOf,
    String verdict,
    Instant startedAt,
    Instant finishedAt,
    PublishTarget target,
    DeadLetterChange deadLetters,
    TakesBack takesBack,
    int snapshotDays) {}
