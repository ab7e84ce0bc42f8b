package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.RollbackOptions;
import dev.medallion.replay.options.message.Problems;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which later runs do not prevent a rollback, although they would by default. */
public enum EvenIf {
  /** A later run replaced the same partition. */
  REPLACED,
  /** A later run read what is taken back. */
  READ;

  /** Reads what was given; what is wrong is added to the problems. */
  public static Set<EvenIf> read(RollbackOptions options, Problems problems) {
    Set<EvenIf> found = EnumSet.noneOf(EvenIf.class);
    Optional.ofNullable(options.getEvenIf()).orElse(List.of()).stream()
        .flatMap(t -> Arrays.stream(t.split(",")))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .forEach(
            t -> OutputChecks.oneOf(EvenIf.class, "even-if", t, problems).ifPresent(found::add));
    return found;
  }
}
