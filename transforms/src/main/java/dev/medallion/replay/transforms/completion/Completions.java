package dev.medallion.replay.transforms.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.options.UsageException;
import dev.medallion.replay.transforms.changeset.ChangeSetModule;
import dev.medallion.replay.transforms.files.Steps;
import dev.medallion.replay.transforms.files.WholeFiles;
import dev.medallion.replay.transforms.json.RecordJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The completion records of a run's units of work, on its staging: a unit is done when its record
 * stands, and what the record says is its result. Nothing else is ever taken for one.
 *
 * <p>A runner may do a unit twice, also at the same time. The first record wins; whoever comes
 * later gives back what the winner wrote, and its own files stay unused.
 *
 * <p>A staging folder belongs to one run, which claims it before it does anything there. Every
 * record says whose it is, and one of another run is refused.
 */
public final class Completions {
  private static final JsonMapper JSON =
      RecordJson.builder().addModule(new ChangeSetModule()).build();

  /** A draft has another name. */
  private static final Pattern RECORD = Pattern.compile("[^.].*\\.json");

  private static final String CLAIM = "claim.json";
  private static final String OWNER = "run";
  private static final String RESULT = "result";

  private final Path staging;
  private final Path folder;
  private final String owner;

  /**
   * The records of one run: {@code <staging>/completions/<unit>.json}.
   *
   * @param owner what the run is known by: the digest of its spec
   */
  public Completions(Path staging, String owner) {
    this.staging = staging;
    this.folder = staging.resolve("completions");
    this.owner = owner;
  }

  /**
   * The records of whichever run claimed a folder, to be looked at: none where nobody did.
   *
   * @throws UsageException where what stands there is no claim
   */
  public static Completions ofClaimant(Path staging) {
    Path file = staging.resolve(CLAIM);
    try {
      return new Completions(
          staging,
          Files.exists(file) ? JSON.readValue(Files.readString(file), Claim.class).run() : "");
    } catch (JsonProcessingException e) {
      throw ForeignStaging.of(staging, file + " is no claim");
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + file, e);
    }
  }

  /**
   * Makes the folder this run's, before anything is written there; again for a run that goes on.
   *
   * @throws UsageException where it is another run's, or holds what nobody has claimed
   */
  public void claim() {
    Path file = staging.resolve(CLAIM);
    try {
      if (!Files.exists(file)) {
        requireUnused(staging);
        WholeFiles.create(file, JSON.writeValueAsString(new Claim(owner)));
      }
      if (!JSON.readValue(Files.readString(file), Claim.class).run().equals(owner)) {
        throw ForeignStaging.of(staging, "it was claimed by a run of another spec");
      }
    } catch (JsonProcessingException e) {
      throw ForeignStaging.of(staging, file + " is no claim");
    } catch (IOException e) {
      throw new UncheckedIOException("could not claim the staging folder " + staging, e);
    }
  }

  /**
   * Refuses a folder that a new run can't have to itself.
   *
   * @throws UsageException where anything is in it
   */
  public static void requireUnused(Path staging) throws IOException {
    if (!Files.isDirectory(staging)) {
      return;
    }
    try (Stream<Path> found = Files.list(staging)) {
      Optional<Path> any = found.filter(f -> !WholeFiles.isDraft(f)).sorted().findFirst();
      if (any.isPresent()) {
        throw ForeignStaging.of(staging, "it holds " + any.get().getFileName());
      }
    }
  }

  private record Claim(String run) {}

  /**
   * The unit's result: the recorded one, otherwise that of doing the work now, once it is recorded.
   *
   * @param unit names it within the run; made of letters, digits, dots, dashes and underscores
   * @param type what its record holds
   */
  public <T> T once(String unit, TypeReference<T> type, Supplier<T> work) {
    Path record = folder.resolve(unit + ".json");
    if (Files.exists(record)) {
      return read(record, type);
    }
    T result = work.get();
    Steps.taken("did " + unit);
    return create(record, result) ? result : read(record, type);
  }

  /** The unit's result, if it is recorded. */
  public <T> Optional<T> recorded(String unit, TypeReference<T> type) {
    Path record = folder.resolve(unit + ".json");
    return Files.exists(record) ? Optional.of(read(record, type)) : Optional.empty();
  }

  /** Creates the record unless it stands. */
  private boolean create(Path record, Object result) {
    try {
      ObjectNode owned = JSON.createObjectNode().put(OWNER, owner);
      owned.set(RESULT, JSON.valueToTree(result));
      return WholeFiles.create(record, JSON.writeValueAsString(owned));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result can always be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not record that " + record + " is done", e);
    }
  }

  /** Whether a unit is done. */
  public boolean isDone(String unit) {
    return Files.exists(folder.resolve(unit + ".json"));
  }

  /** How many units are done, by kind: what a unit's name says before its first dash. */
  public SortedMap<String, Long> done() {
    SortedMap<String, Long> kinds = new TreeMap<>();
    records().forEach(r -> kinds.merge(kind(r), 1L, Long::sum));
    return kinds;
  }

  /** Deletes the drafts that a process left when it was killed; nobody may be at work. */
  public void deleteDrafts() throws IOException {
    if (Files.isDirectory(folder)) {
      WholeFiles.deleteDrafts(folder);
    }
  }

  /** The results of all units of a kind that are done, by their names. */
  public <T> List<T> all(String kind, TypeReference<T> type) {
    return records().stream().filter(r -> kind(r).equals(kind)).map(r -> read(r, type)).toList();
  }

  private List<Path> records() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> RECORD.matcher(name(f)).matches()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("could not list the completion records in " + folder, e);
    }
  }

  private static String kind(Path record) {
    String unit = name(record).replace(".json", "");
    return unit.contains("-") ? unit.substring(0, unit.indexOf('-')) : unit;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private <T> T read(Path record, TypeReference<T> type) {
    try {
      JsonNode owned = JSON.readTree(Files.readString(record));
      if (!owned.path(OWNER).asText().equals(owner)) {
        throw ForeignStaging.of(
            staging, "its record " + record.getFileName() + " is not this run's");
      }
      return JSON.treeToValue(owned.path(RESULT), type);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the completion record " + record, e);
    }
  }
}
