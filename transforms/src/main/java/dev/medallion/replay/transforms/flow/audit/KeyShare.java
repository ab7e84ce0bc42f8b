package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.engine.Sql;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one unit of work looks at of a table: the rows whose keys fall into one of equally large
 * shares by their hash, so that equal keys meet in one of them. One more unit, after those of the
 * shares, looks at what needs all rows.
 *
 * @param number from 0; that of the unit after the shares is {@code of}
 * @param of how many shares there are; of one, a single unit looks at everything
 */
public record KeyShare(int number, int of) implements Serializable {
  static final KeyShare ALL = new KeyShare(0, 1);

  /** The units of a table. */
  public static List<KeyShare> units(int shares) {
    return shares == 1
        ? List.of(ALL)
        : IntStream.rangeClosed(0, shares)
            .mapToObj(number -> new KeyShare(number, shares))
            .toList();
  }

  /** Whether this unit looks at rows by their keys. */
  boolean looksAtKeys() {
    return number < of;
  }

  /** Whether this unit does what needs all rows of the table. */
  boolean looksAtWhole() {
    return of == 1 || number == of;
  }

  boolean isAll() {
    return of == 1;
  }

  /** The condition on a row that its values lie in this share. */
  String holds(Collection<String> columns) {
    return "hash(" + Sql.identifiers(columns) + ") % " + of + " = " + number;
  }
}
