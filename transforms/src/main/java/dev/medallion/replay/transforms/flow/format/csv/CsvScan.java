package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.model.Csv;

/**
 * Looks through bytes for the line end that is in no quotes, and so ends a row. It may be given a
 * row in pieces, and says the same of it however it is cut.
 */
final class CsvScan {
  /** There is text behind a closing quote: where the row ends is not known. */
  static final int MALFORMED = -1;

  /** Where the row's cell is. */
  private enum State {
    AT_START,
    PLAIN,
    QUOTED,
    ESCAPED,
    BEHIND_QUOTE,
    BEHIND_QUOTE_AND_RETURN
  }

  private static final int NO_ESCAPE = 0x100;

  private final byte delimiter;
  private final byte quote;
  private final int escape;
  private State state = State.AT_START;

  CsvScan(Csv csv) {
    this.delimiter = (byte) csv.delimiter();
    this.quote = (byte) csv.quote();
    this.escape = csv.escape().map(c -> (int) c).orElse(NO_ESCAPE);
  }

  /** Begins with another row. */
  void reset() {
    state = State.AT_START;
  }

  /** Whether what was looked through ends within quotes. */
  boolean isInQuotes() {
    return state == State.QUOTED || state == State.ESCAPED;
  }

  /**
   * Goes on to the end of the row.
   *
   * @return the offset of its line feed; {@code end}: it is not there yet; or {@link #MALFORMED}
   */
  int next(byte[] bytes, int from, int end) {
    for (int i = from; i < end; i++) {
      byte b = bytes[i];
      if (b == '\n' && !isInQuotes()) {
        return i;
      }
      State next = after(b);
      if (next == null) {
        return MALFORMED;
      }
      state = next;
    }
    return end;
  }

  /** Null: no cell goes on like this. */
  private State after(byte b) {
    return switch (state) {
      case AT_START -> b == quote ? State.QUOTED : plain(b);
      case PLAIN -> plain(b);
      case QUOTED -> quoted(b);
      case ESCAPED -> State.QUOTED;
      case BEHIND_QUOTE -> {
        if (b == quote) {
          yield State.QUOTED;
        }
        yield b == delimiter ? State.AT_START : b == '\r' ? State.BEHIND_QUOTE_AND_RETURN : null;
      }
      case BEHIND_QUOTE_AND_RETURN -> null;
    };
  }

  private State plain(byte b) {
    return b == delimiter ? State.AT_START : State.PLAIN;
  }

  private State quoted(byte b) {
    if (b == quote) {
      return State.BEHIND_QUOTE;
    }
    return b == escape ? State.ESCAPED : State.QUOTED;
  }

  /** Where a line ends without the carriage return of its line end. */
  static int withoutReturn(byte[] bytes, int start, int end) {
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }
}
