package dev.medallion.replay.pipelines.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The list prices of {@code prices.tsv}, the only place that has any. */
final class Prices {
  private static final String FILE = "prices.tsv";

  private final Map<String, Price> byName;

  private Prices(Map<String, Price> byName) {
    this.byName = byName;
  }

  /** A price, in US dollars, with where it was read and when. */
  record Price(double dollars, String unit, String source, String read) {}

  /** Those of the program. */
  static Prices known() {
    try (InputStream in = Objects.requireNonNull(Prices.class.getResourceAsStream(FILE), FILE)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + FILE, e);
    }
  }

  /** Those of a text in the file's form. */
  static Prices of(String text) {
    Map<String, Price> prices = new TreeMap<>();
    text.lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("\t", -1))
        .forEach(f -> prices.put(f[0], new Price(Double.parseDouble(f[1]), f[2], f[3], f[4])));
    return new Prices(prices);
  }

  double of(String name, double amount) {
    return get(name).dollars() * amount;
  }

  Price get(String name) {
    return Objects.requireNonNull(byName.get(name), name);
  }

  Map<String, Price> all() {
    return byName;
  }
}
