package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.repair.correction.RecordPlace;
import dev.medallion.replay.transforms.repair.redrive.CorrectionFile;
import dev.medallion.replay.transforms.repair.redrive.CorrectionFile.Edited;
import dev.medallion.replay.transforms.repair.redrive.RedrivePlanner;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The changes to corrections that a redrive asks for: new corrections, from edited lines, and
 * withdrawals.
 */
final class CorrectionEdits {
  private final RedriveRequest choice;
  private final RunSettings settings;
  private final CorrectionStore store;
  private final List<Correction> fresh = new ArrayList<>();
  private final List<Correction> amended = new ArrayList<>();
  private final Map<String, Boolean> endedWell = new HashMap<>();

  CorrectionEdits(RedriveRequest choice, RunSettings settings, CorrectionStore store) {
    this.choice = choice;
    this.settings = settings;
    this.store = store;
  }

  /** Those that the store does not have yet, ends included. */
  List<Correction> fresh() {
    return fresh;
  }

  /** Those of them that stand for others, whose records are no dead letters any more. */
  List<Correction> amended() {
    return amended;
  }

  /** Those of the letters whose lines were edited; their new bytes become corrections. */
  List<DeadLetter> edited(List<DeadLetter> letters) throws IOException {
    Path file = choice.corrections().orElseThrow();
    List<String> problems = new ArrayList<>();
    List<Edited> lines =
        CorrectionFile.read(Files.readAllLines(file, StandardCharsets.UTF_8), problems);
    Map<RecordPlace, DeadLetter> known =
        letters.stream()
            .collect(
                Collectors.toMap(RecordPlace::of, Function.identity(), (a, b) -> a, TreeMap::new));
    Corrections inForce = store.inForce();
    List<DeadLetter> redriven = new ArrayList<>();
    for (Edited line : lines) {
      Optional<DeadLetter> letter = Optional.ofNullable(known.get(line.place()));
      Optional<Correction> former = inForce.of(line.place());
      if (letter.isEmpty() && former.isEmpty()) {
        problems.add(
            Text.format(
                "line %d: %s is not a dead letter of %s", line.number(), line.place(), choice));
        continue;
      }
      byte[] bytes = former.map(Correction::bytes).orElseGet(() -> letter.orElseThrow().raw());
      if (Arrays.equals(line.bytes(), bytes)) {
        // Kept by a redrive that was killed before its run began: nobody has read it with that yet.
        if (former.isPresent() && !hasEndedWell(former.get().runId())) {
          letter.ifPresent(redriven::add);
        }
        continue;
      }
      Correction correction = correction(line, letter, former);
      fresh.add(correction);
      letter.ifPresentOrElse(redriven::add, () -> amended.add(correction));
    }
    if (problems.isEmpty() && fresh.isEmpty() && redriven.isEmpty()) {
      problems.add("no line was edited: change raw in the records to correct");
    }
    if (!problems.isEmpty()) {
      throw RedriveCommand.wrong(file, problems);
    }
    return redriven;
  }

  /** Asked for each line of a file; its runs are few. */
  private boolean hasEndedWell(String runId) throws IOException {
    Boolean known = endedWell.get(runId);
    if (known == null) {
      RunFolder folder = RunFolder.open(Addresses.state(settings), runId);
      known = folder.hasEnded() && folder.latestManifest().verdict() == Verdict.GOOD;
      endedWell.put(runId, known);
    }
    return known;
  }

  private Correction correction(
      Edited line, Optional<DeadLetter> letter, Optional<Correction> former) {
    String reason = line.reason().isEmpty() ? choice.reason() : line.reason();
    return former
        .map(f -> f.amended(line.bytes(), reason, settings.runId(), Nondeterminism.now()))
        .orElseGet(
            () ->
                Correction.of(
                    letter.orElseThrow(),
                    line.bytes(),
                    reason,
                    settings.runId(),
                    Nondeterminism.now()));
  }

  /** A correction that is no repair is not worth a replay: its author is there to be told. */
  void refuseBad(RedrivePlanner planner) {
    List<String> problems = new ArrayList<>();
    fresh.stream()
        .filter(c -> !c.withdrawn())
        .forEach(
            c ->
                planner
                    .wouldDie(c)
                    .ifPresent(
                        why -> problems.add(c.place() + " would be a dead letter again: " + why)));
    if (!problems.isEmpty()) {
      throw RedriveCommand.wrong(choice.corrections().orElseThrow(), problems);
    }
  }

  /** The corrections to be withdrawn; their ends are among the fresh ones. */
  List<Correction> withdrawn() throws IOException {
    Corrections inForce = store.inForce();
    List<String> problems = new ArrayList<>();
    List<Correction> all = new ArrayList<>();
    List<Correction> begun = new ArrayList<>();
    for (String place : choice.withdraw()) {
      List<Correction> named =
          inForce.list().stream().filter(c -> c.place().toString().equals(place)).toList();
      List<Correction> before = named.isEmpty() ? begunWithdrawals(place) : List.of();
      if (named.isEmpty() && before.isEmpty()) {
        problems.add(Text.format("--withdraw=%s: it has no correction in force", place));
      }
      all.addAll(named);
      begun.addAll(before);
    }
    if (!problems.isEmpty()) {
      throw new UsageException(problems);
    }
    all.forEach(
        c -> fresh.add(c.withdrawal(choice.reason(), settings.runId(), Nondeterminism.now())));
    all.addAll(begun);
    return all;
  }

  /** Those whose end was kept by a redrive that was killed before its run had replayed without. */
  private List<Correction> begunWithdrawals(String place) throws IOException {
    Map<RecordPlace, List<Correction>> histories =
        store.all().stream()
            .filter(c -> c.place().toString().equals(place))
            .collect(Collectors.groupingBy(Correction::place, TreeMap::new, Collectors.toList()));
    List<Correction> begun = new ArrayList<>();
    for (List<Correction> history : histories.values()) {
      Correction end = history.get(history.size() - 1);
      if (end.withdrawn() && !hasEndedWell(end.runId())) {
        history.stream().filter(c -> !c.withdrawn()).reduce((a, b) -> b).ifPresent(begun::add);
      }
    }
    return begun;
  }
}
