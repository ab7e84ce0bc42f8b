package dev.medallion.replay.transforms.run.failure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.DamagedFileException;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The notes of failed steps: {@code <run folder>/failures/<step>-<attempt>.json}. They stay there,
 * also those of steps that were tried again and succeeded: only a run that failed is told by them.
 */
public final class FailureNotes {
  private static final JsonMapper JSON = RecordJson.builder().build();
  private static final Pattern NOTE = Pattern.compile("[^.].*\\.json");

  private final Address folder;
  private final Storage storage;

  public FailureNotes(RunFolder folder) {
    this.folder = folder.file("failures");
    this.storage = StandardStorages.get().of(this.folder);
  }

  /**
   * Notes a failure, unless a step inside this one noted it. Where it can't be noted, the exception
   * says so too.
   */
  public void add(String step, Throwable failure) {
    if (isNoted(failure)) {
      return;
    }
    FailureNote note = FailureNote.of(step, failure, Nondeterminism.now());
    Address file = folder.resolve(step + "-" + Nondeterminism.newToken() + ".json");
    try {
      new Creation(storage)
          .holds(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(note) + "\n");
      failure.addSuppressed(new Noted(file.name()));
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** A runner may run several steps inside each other, so that each of them sees the exception. */
  private static boolean isNoted(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      for (Throwable beside : cause.getSuppressed()) {
        if (beside instanceof Noted) {
          return true;
        }
      }
    }
    return false;
  }

  /** The names of the notes that are there. */
  public Set<String> names() throws IOException {
    return storage.children(folder).objects().stream()
        .map(Stat::address)
        .map(Address::name)
        .filter(name -> NOTE.matcher(name).matches())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Why a job failed.
   *
   * @param earlier names of notes that are of an earlier job
   * @return empty where no step noted anything
   */
  public Optional<FailureNote> decisive(Set<String> earlier) throws IOException {
    List<FailureNote> notes = new ArrayList<>();
    for (String name : names()) {
      if (!earlier.contains(name)) {
        notes.add(read(folder.resolve(name)));
      }
    }
    return decisive(notes);
  }

  private FailureNote read(Address note) throws IOException {
    try {
      return JSON.readValue(storage.read(note).text(), FailureNote.class);
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(note, e);
    }
  }

  /**
   * A runner that tries again gives up on the step that failed most often; among equals, the first
   * failure is the cause of the others.
   */
  static Optional<FailureNote> decisive(List<FailureNote> notes) {
    Map<String, Long> tries =
        notes.stream().collect(Collectors.groupingBy(FailureNote::step, Collectors.counting()));
    return notes.stream()
        .min(
            Comparator.comparing((FailureNote n) -> -tries.get(n.step()))
                .thenComparing(FailureNote::at)
                .thenComparing(FailureNote::step));
  }

  /** Marks an exception whose note is written. */
  private static final class Noted extends Exception {
    private static final long serialVersionUID = 1L;

    Noted(String name) {
      super("noted as " + name, null, false, false);
    }
  }
}
