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
 * @param place the place, in that kind's own form; for DuckDB a normalized absolute file
 */
public record WarehouseAddress(Kind kind, String place) implements Serializable {

  /** The kinds of warehouses that there are. */
  public enum Kind {
    /** An embedded one, in one file. */
    DUCKDB("duckdb:");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** DuckDB writes local files alone. */
  private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://");

  /** The embedded warehouse in a file. */
  public static WarehouseAddress duckDb(Path file) {
    return new WarehouseAddress(Kind.DUCKDB, file.toAbsolutePath().normalize().toString());
  }

  /** What a text names, e.g. {@code duckdb:lake.duckdb}; nothing where there is no such kind. */
  public static Optional<WarehouseAddress> parse(String text) {
    String prefix = Kind.DUCKDB.prefix;
    if (!text.startsWith(prefix) || text.length() == prefix.length()) {
      return Optional.empty();
    }
    if (ELSEWHERE.matcher(text.substring(prefix.length())).lookingAt()) {
      return Optional.empty();
    }
    try {
      return Optional.of(duckDb(Path.of(text.substring(prefix.length()))));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The file of an embedded warehouse. */
  public Path file() {
    return Path.of(place);
  }

  /** As {@code --warehouse} takes it. */
  @Override
  public String toString() {
    return kind.prefix + place;
  }
}
