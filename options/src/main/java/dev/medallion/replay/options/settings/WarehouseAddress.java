package dev.medallion.replay.options.settings;

import java.io.Serializable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The address of a warehouse. Addresses of the same place are equal, however they were written.
 *
 * @param kind of warehouse
 * @param place the place, in that kind's own form: for DuckDB a normalized absolute file, for
 *     BigQuery {@code <project>.<dataset prefix>}
 */
public record WarehouseAddress(Kind kind, String place) implements Serializable {

  /** The kinds of warehouses that there are. */
  public enum Kind {
    /** An embedded one, in one file. */
    DUCKDB("duckdb:"),
    /** Datasets of a project whose names begin alike. */
    BIGQUERY("bigquery:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** DuckDB writes local files alone. */
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

  private static final Pattern DATASETS =
      Pattern.compile("(?:[a-z0-9.-]+:)?[a-z](?:[a-z0-9-]*[a-z0-9])?\\.[A-Za-z0-9_]{1,900}");

  /** The embedded warehouse in a file. */
  public static WarehouseAddress duckDb(Path file) {
    return new WarehouseAddress(Kind.DUCKDB, file.toAbsolutePath().normalize().toString());
  }

  /** What a text names, e.g. {@code duckdb:lake.duckdb}; nothing where there is no such kind. */
  public static Optional<WarehouseAddress> parse(String text) {
    String bigQuery = Kind.BIGQUERY.prefix;
    if (text.startsWith(bigQuery)) {
      String place = text.substring(bigQuery.length());
      return DATASETS.matcher(place).matches()
          ? Optional.of(new WarehouseAddress(Kind.BIGQUERY, place))
          : Optional.empty();
    }
    String prefix = Kind.DUCKDB.prefix;
    if (!text.startsWith(prefix) || text.length() == prefix.length()) {
      return Optional.empty();
    }
    String file = text.substring(prefix.length());
    try {
      if (Places.isFile(file)) {
        return Places.local(file).map(WarehouseAddress::duckDb);
      }
      return ELSEWHERE.matcher(file).lookingAt()
          ? Optional.empty()
          : Optional.of(duckDb(Path.of(file)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The file of an embedded warehouse; empty for any other. */
  public Optional<Path> file() {
    return kind == Kind.DUCKDB ? Optional.of(Path.of(place)) : Optional.empty();
  }

  /** As {@code --warehouse} takes it. */
  @Override
  public String toString() {
    return kind.prefix + place;
  }
}
