package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.RedriveOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.storage.Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which dead letters a user selected, and what to do with them.
 *
 * @param run whose letters; empty: those of the warehouse
 * @param byArrival whether --from and --to bound them
 * @param codes alone; empty: all
 * @param entities alone; empty: all
 * @param sources alone; empty: all
 * @param export file to be written
 * @param corrections file to be read
 * @param withdraw {@code <object>#<position>} each
 */
record RedriveRequest(
    Optional<String> run,
    boolean byArrival,
    Set<String> codes,
    Set<String> entities,
    Set<String> sources,
    Optional<Path> export,
    Optional<Path> corrections,
    List<String> withdraw,
    String reason,
    boolean dryRun) {

  static RedriveRequest of(RedriveOptions options, Problems problems) {
    RedriveRequest choice =
        new RedriveRequest(
            Optional.ofNullable(options.getRun()),
            options.getFrom() != null || options.getTo() != null,
            set(options.getCode()),
            set(options.getEntity()),
            set(options.getSource()),
            path("--export", options.getExport(), problems),
            path("--corrections", options.getCorrections(), problems),
            List.copyOf(set(options.getWithdraw())),
            Optional.ofNullable(options.getReason()).orElse(""),
            options.getDryRun());
    choice.check(options, problems);
    return choice;
  }

  private static Set<String> set(List<String> given) {
    return new TreeSet<>(Optional.ofNullable(given).orElse(List.of()));
  }

  /** A person edits it, so it is a local file. */
  private static Optional<Path> path(String option, String file, Problems problems) {
    if (file == null) {
      return Optional.empty();
    }
    try {
      Address address = Addresses.of(option, file);
      if (address.scheme().equals(Address.FILE)) {
        return Optional.of(Path.of(address.uri()));
      }
      problems.add(option + "=" + address + ": give a local file, which you can edit");
    } catch (UsageException e) {
      e.problems().forEach(problems::add);
    }
    return Optional.empty();
  }

  private void check(RedriveOptions options, Problems problems) {
    if (run.isPresent() && byArrival) {
      problems.add("give either --run, or --from and --to");
    }
    if ((options.getFrom() == null) != (options.getTo() == null)) {
      problems.add("give both --from and --to: the first and last day of arrival");
    }
    if (run.isEmpty() && !byArrival && corrections.isEmpty() && withdraw.isEmpty()) {
      problems.add("select dead letters: --run=<run id>, or --from=<day> --to=<day>");
    }
    if (export.isPresent() && (corrections.isPresent() || !withdraw.isEmpty())) {
      problems.add("--export cannot be combined with --corrections or --withdraw");
    }
    export
        .filter(Files::exists)
        .ifPresent(f -> problems.add(Text.format("--export=%s already exists", f)));
    corrections
        .filter(f -> !Files.isReadable(f) || Files.isDirectory(f))
        .ifPresent(f -> problems.add(Text.format("--corrections=%s: cannot read such a file", f)));
    withdraw.stream()
        .filter(w -> !w.matches("(?s).+#[0-9]+"))
        .forEach(w -> problems.add(Text.format("--withdraw=%s is not <object>#<position>", w)));
    known("code", codes, Arrays.stream(Code.values()).map(Code::name).toList(), problems);
  }

  /** Refuses names that the model does not have. */
  void check(Model model, Problems problems) {
    TreeSet<String> known = new TreeSet<>(Set.of(DeadLetter.UNKNOWN_ENTITY));
    model.contracts().forEach(e -> known.add(e.name()));
    known("entity", entities, known, problems);
    known("source", sources, model.sources().keySet(), problems);
  }

  private static void known(
      String option, Set<String> given, Collection<String> known, Problems problems) {
    for (String name : given) {
      if (!known.contains(name)) {
        problems.add(
            Text.format(
                "unknown --%s=%s%s",
                option,
                name,
                Misspelling.nearest(name, known)
                    .map(n -> "; did you mean " + n + "?")
                    .orElse("; use one of " + String.join(", ", known))));
      }
    }
  }

  /** Whether the filters let a letter through. */
  boolean takes(DeadLetter letter) {
    return (codes.isEmpty() || codes.contains(letter.code().name()))
        && (entities.isEmpty() || entities.contains(letter.entity()))
        && (sources.isEmpty() || sources.contains(letter.source()));
  }

  @Override
  public String toString() {
    String filters =
        List.of(codes, entities, sources).stream()
            .filter(f -> !f.isEmpty())
            .map(f -> String.join(", ", f))
            .collect(Collectors.joining(", "));
    return run.map(r -> "run " + r).orElse("the warehouse")
        + (filters.isEmpty() ? "" : " (" + filters + ")");
  }
}
