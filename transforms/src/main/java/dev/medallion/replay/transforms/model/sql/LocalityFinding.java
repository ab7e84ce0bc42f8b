package dev.medallion.replay.transforms.model.sql;

/**
 * Something in a SELECT that the replay can't use.
 *
 * @param line of the SQL, counted from 1
 * @param message what is wrong, without a full stop
 * @param fix what to do, a sentence
 */
public record LocalityFinding(int line, String message, String fix) {}
