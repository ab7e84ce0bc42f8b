package dev.medallion.replay.transforms.warehouse.log;

/**
 * One object of a log.
 *
 * @param format of this record; a program refuses one that it does not know
 * @param log the log's id
 * @param number its place, from 1
 * @param token of the one who wrote it, to know its own again
 */
record LogRecord(int format, String log, long number, String token, Entry entry) {
  static final int FORMAT = 2;
}
