package dev.medallion.replay.transforms.run.completion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.files.Steps;
import dev.medallion.replay.transforms.storage.local.LeftDrafts;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSetModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The completion records of a run's units of work, on its staging: a unit is done when its record
 * exists, and the record is its result. Nothing else counts as a result.
 *
 * <p>A runner may do a unit twice, even at the same time. The first record wins; a later attempt
 * returns what the winner wrote, and its own files stay unused.
 *
 * <p>A staging folder belongs to one run, which claims it before it does anything there. Every
 * record names its run, and a record of another run is refused.
 */
public final class Completions {
  private static final JsonMapper JSON =
      RecordJson.builder().addModule(new ChangeSetModule()).build();

  private static final Pattern RECORD = Pattern.compile("[^.].*\\.json");

  private static final String CLAIM = "claim.json";
  private static final String OWNER = "run";
  private static final String RESULT = "result";

  private final Storage storage;
  private final Place staging;
  private final Address folder;
  private final String owner;
  private final int turn;

  /**
   * The records of one run: {@code <staging>/completions/<unit>.json}.
   *
   * @param owner what the run is known by: the digest of its spec
   */
  public Completions(Place staging, String owner) {
    this(staging, owner, 0);
  }

  private Completions(Place staging, String owner, int turn) {
    this.turn = turn;
    this.storage = staging.storage();
    this.staging = staging;
    this.folder = staging.resolve("completions");
    this.owner = owner;
  }

  /**
   * The records of whichever run claimed a folder, to be looked at: none where nobody did.
   *
   * @throws UsageException where what stands there is no claim
   */
  public static Completions ofClaimant(Place staging) {
    Completions nobodys = new Completions(staging, "");
    try {
      return new Completions(staging, nobodys.claimant().orElse(""));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + nobodys.claimAddress(), e);
    }
  }

  /**
   * Makes the folder this run's, before anything is written there; again for a run that goes on.
   *
   * @throws UsageException where it is another run's, or holds what nobody has claimed
   */
  public void claim() {
    try {
      if (claimant().isEmpty()) {
        requireUnused(staging);
        new Creation(storage).holds(claimAddress(), JSON.writeValueAsString(new Claim(owner)));
      }
      if (!claimant().equals(Optional.of(owner))) {
        throw ForeignStaging.ofAnotherRun(staging, "a run with another spec claimed it");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot claim the staging folder " + staging, e);
    }
  }

  /** Whose the folder is; empty where nobody has claimed it. */
  private Optional<String> claimant() throws StorageException {
    try {
      return Optional.of(owner(JSON.readTree(storage.read(claimAddress()).text())).orElseThrow());
    } catch (StorageException.Absent e) {
      return Optional.empty();
    } catch (JsonProcessingException | NoSuchElementException e) {
      throw ForeignStaging.damaged(staging, "the claim " + claimAddress());
    }
  }

  /** Whose a claim or a record is, where it says so. */
  private static Optional<String> owner(JsonNode written) {
    return Optional.of(written.path(OWNER)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private Address claimAddress() {
    return staging.resolve(CLAIM);
  }

  /**
   * Refuses a folder that a new run can't have to itself.
   *
   * @throws UsageException where anything is in it
   */
  public static void requireUnused(Place staging) throws StorageException {
    Children children = staging.storage().children(staging.address());
    Stream.concat(children.objects().stream().map(Stat::address), children.folders().stream())
        .sorted()
        .findFirst()
        .ifPresent(
            any -> {
              throw isClaimed(staging)
                  ? ForeignStaging.ofAnotherRun(staging, "it holds " + CLAIM)
                  : ForeignStaging.ofNobody(staging, any.name());
            });
  }

  private static boolean isClaimed(Place staging) {
    try {
      return new Completions(staging, "").claimant().isPresent();
    } catch (UsageException | StorageException e) {
      // It holds something else of that name, or nobody can tell.
      return false;
    }
  }

  private record Claim(String run) {}

  /** The same run's records of work that it began again, which take none of an earlier turn's. */
  public Completions ofTurn(int number) {
    return new Completions(staging, owner, number);
  }

  /** What a record holds: whose it is, and the unit's result. */
  private record Owned(String run, Object result) {}

  /**
   * The unit's result: the recorded one, otherwise that of doing the work now, once it is recorded.
   *
   * @param unit names it within the run; made of letters, digits, dots, dashes and underscores
   * @param type what its record holds
   */
  public <T> T once(String unit, TypeReference<T> type, Supplier<T> work) {
    Optional<T> recorded = recorded(unit, type);
    if (recorded.isPresent()) {
      return recorded.get();
    }
    T result = work.get();
    Steps.taken("did " + unit);
    return create(unit, result) ? result : recorded(unit, type).orElseThrow();
  }

  /** The unit's result, if it is recorded. */
  public <T> Optional<T> recorded(String unit, TypeReference<T> type) {
    Address record = address(unit);
    try {
      return Optional.of(read(record, type));
    } catch (StorageException.Absent e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(record, e);
    }
  }

  /**
   * Creates the record unless another one is there.
   *
   * @return whether the one that is there says the same
   */
  private boolean create(String unit, Object result) {
    Address record = address(unit);
    try {
      return new Creation(storage).holds(record, JSON.writeValueAsString(new Owned(owner, result)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result can always be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record that " + record + " is done", e);
    }
  }

  /** Whether a unit is done. */
  public boolean isDone(String unit) {
    try {
      return storage.stat(address(unit)).isPresent();
    } catch (IOException e) {
      throw unreadable(address(unit), e);
    }
  }

  private Address address(String unit) {
    return folder.resolve((turn == 0 ? unit : again(unit)) + ".json");
  }

  /** The name says the turn behind the kind, so that kinds are counted as always. */
  private String again(String unit) {
    int dash = unit.indexOf('-');
    String kind = dash < 0 ? unit : unit.substring(0, dash);
    return kind + "-turn" + turn + unit.substring(kind.length());
  }

  /** How many units are done, by kind: what a unit's name says before its first dash. */
  public SortedMap<String, Long> done() {
    SortedMap<String, Long> kinds = new TreeMap<>();
    records().forEach(r -> kinds.merge(kind(r), 1L, Long::sum));
    return kinds;
  }

  /** The names of all units that are done. */
  public List<String> units() {
    return records().stream().map(Completions::unit).toList();
  }

  /** Deletes the drafts that a process left when it was killed; nobody may be at work. */
  public void deleteDrafts() throws IOException {
    LeftDrafts.delete(folder);
  }

  /** The results of all units of a kind that are done, by their names. */
  public <T> List<T> all(String kind, TypeReference<T> type) {
    List<T> all = new ArrayList<>();
    for (Address record : records()) {
      if (kind(record).equals(kind)) {
        try {
          all.add(read(record, type));
        } catch (IOException e) {
          throw unreadable(record, e);
        }
      }
    }
    return all;
  }

  private List<Address> records() {
    try {
      return storage.children(folder).objects().stream()
          .map(Stat::address)
          .filter(record -> RECORD.matcher(record.name()).matches())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the completion records in " + folder, e);
    }
  }

  private static String unit(Address record) {
    return record.name().replace(".json", "");
  }

  private static String kind(Address record) {
    String unit = unit(record);
    return unit.contains("-") ? unit.substring(0, unit.indexOf('-')) : unit;
  }

  private <T> T read(Address record, TypeReference<T> type) throws IOException {
    JsonNode owned = owned(record);
    if (!owner(owned).equals(Optional.of(owner))) {
      throw ForeignStaging.ofAnotherRun(
          staging, "its completion record " + record.name() + " belongs to another run");
    }
    return JSON.treeToValue(owned.path(RESULT), type);
  }

  private JsonNode owned(Address record) throws IOException {
    try {
      JsonNode written = JSON.readTree(storage.read(record).text());
      if (owner(written).isPresent() && written.has(RESULT)) {
        return written;
      }
    } catch (JsonProcessingException e) {
      // Said below, of this one and of what is no record.
    }
    throw ForeignStaging.damaged(staging, "the completion record " + record);
  }

  private static UncheckedIOException unreadable(Address record, IOException e) {
    return new UncheckedIOException("cannot read the completion record " + record, e);
  }
}
