package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.parse.Misspelling;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the known name that a misspelt one was probably meant to be. */
final class Suggestion {
  private Suggestion() {}

  /** {@code Did you mean x?} where one is near, otherwise {@code Known are: a, b.}. */
  static String among(String word, Collection<String> known) {
    Optional<String> near = Misspelling.nearest(word, known);
    if (near.isPresent()) {
      return "Did you mean " + near.get() + "?";
    }
    return known.isEmpty()
        ? "None is declared."
        : "Known are: " + String.join(", ", new TreeSet<>(known)) + ".";
  }
}
