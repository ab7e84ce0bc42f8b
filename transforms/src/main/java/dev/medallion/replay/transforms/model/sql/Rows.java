package dev.medallion.replay.transforms.model.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rows of a relation within a SELECT.
 *
 * @param ofEntities whether each belongs to one entity, and depends on nothing but it; otherwise
 *     they depend on no entity, but for that of the row that a correlated query is computed for
 * @param outputs its columns, in order
 */
record Rows(boolean ofEntities, List<Output> outputs) {
  /** Rows that depend on no entity. */
  static Rows constant(List<Output> outputs) {
    return new Rows(false, outputs);
  }

  /** The first column of that name. */
  Optional<Output> output(String name) {
    boolean shadowed = false;
    for (Output output : outputs) {
      if (output.name().filter(name::equals).isPresent()) {
        return Optional.of(shadowed ? output.loosened() : output);
      }
      shadowed |= output.name().isEmpty();
    }
    return Optional.empty();
  }

  boolean isWhollyKnown() {
    return outputs.stream().allMatch(o -> o.name().isPresent());
  }

  Rows loosened() {
    return new Rows(ofEntities, outputs.stream().map(Output::loosened).toList());
  }

  /** With new names for its first columns: {@code AS t(a, b)}. */
  Rows renamed(List<String> names) {
    List<Output> renamed = new ArrayList<>(outputs);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).toLowerCase(Locale.ROOT);
      boolean known = i < outputs.size() && outputs.subList(0, i + 1).stream().allMatch(Rows::is);
      Output output = known ? outputs.get(i).named(name) : Output.plain(name);
      if (i < renamed.size()) {
        renamed.set(i, output);
      } else {
        renamed.add(output);
      }
    }
    if (!isWhollyKnown() && !names.isEmpty()) {
      renamed.add(Output.UNKNOWN);
    }
    return new Rows(ofEntities, List.copyOf(renamed));
  }

  private static boolean is(Output output) {
    return output.name().isPresent();
  }

  /** Whether any column may hold this one of the entity. */
  boolean holds(String column) {
    return outputs.stream().anyMatch(o -> o.holds().filter(column::equals).isPresent());
  }

  /** What names the entity in every row. */
  List<String> held() {
    return outputs.stream().flatMap(o -> o.firmly().stream()).collect(Collectors.toList());
  }
}
