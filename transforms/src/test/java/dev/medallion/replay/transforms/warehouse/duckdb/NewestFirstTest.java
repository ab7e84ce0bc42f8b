package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CUSTOMERS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.repair.rollback.Rollback;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.changeset.Content;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.RecordedInputs;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whoever takes runs back newest first is never refused, and finds rows and recorded inputs as they
 * were: whatever read what, found it unchanged, or was taken back and brought back in between.
 */
class NewestFirstTest {
  private static final List<String> DAYS = List.of("2026-02-03", "2026-02-04");

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void takingBackNewestFirstRetracesEveryStep(@ForAll long seed) throws IOException {
    Path directory = Files.createTempDirectory("newest-first");
    try {
      new Story(new Lake(directory), new Random(seed)).tell();
    } finally {
      delete(directory);
    }
  }

  /**
   * What is published: rows and recorded inputs by partition. A partition that was taken back is as
   * unpublished as before.
   */
  private record State(SortedMap<Partition, Content> rows, SortedMap<Partition, String> inputs) {}

  /**
   * A run or a rollback.
   *
   * @param standing runs before it, oldest first
   */
  private record Deed(String id, State before, List<Deed> standing) {}

  private static final class Story {
    private final Lake lake;
    private final Random random;
    private final List<Deed> journal = new ArrayList<>();
    private List<Deed> standing = List.of();
    private final StringBuilder said = new StringBuilder();

    Story(Lake lake, Random random) {
      this.lake = lake;
      this.random = random;
    }

    void tell() {
      while (journal.size() < 9) {
        int drawn = random.nextInt(10);
        if (standing.isEmpty() || drawn < 5) {
          run();
        } else if (drawn < 8) {
          takeBack(standing.get(standing.size() - 1));
        } else {
          takeBack(journal.get(journal.size() - 1));
        }
      }
      while (!standing.isEmpty()) {
        takeBack(standing.get(standing.size() - 1));
      }
    }

    private void run() {
      Deed run = next();
      Set<Integer> drawn = new TreeSet<>(List.of(random.nextInt(5), random.nextInt(5)));
      List<Replacement> changes = new ArrayList<>();
      SortedMap<Partition, Content> seen = new TreeMap<>(lake.contents());
      for (int draw : drawn) {
        changes.add(
            switch (draw) {
              case 0, 1 -> charge(DAYS.get(draw));
              case 2 -> customers();
              default -> payments(DAYS.get(draw - 3), seen);
            });
        Replacement last = changes.get(changes.size() - 1);
        seen.put(last.result().partition(), last.result().content());
      }
      changes.forEach(c -> said.append(' ').append(c.result().partition()));
      lake.publish(run.id(), changes.toArray(Replacement[]::new));
      standing = Stream.concat(standing.stream(), Stream.of(run)).toList();
    }

    private Deed next() {
      Deed deed = new Deed("d" + journal.size(), state(), standing);
      journal.add(deed);
      said.append("; ").append(deed.id());
      return deed;
    }

    private void takeBack(Deed deed) {
      Deed back = next();
      said.append(" takes back ").append(deed.id());
      Rollback rollback = lake.rollback(deed.id());
      assertThat(
          said.toString(),
          rollback.findings().stream()
              .filter(Finding::blocks)
              .map(f -> f.audit() + " " + f.place() + ": " + f.message())
              .toList(),
          is(empty()));
      lake.publish(back.id(), deed.id(), rollback);
      assertThat(said.toString(), state(), is(deed.before()));
      standing = deed.standing();
    }

    private Replacement charge(String day) {
      int[] amounts = random.ints(random.nextInt(3), 0, 2).toArray();
      return replacement(
          lake.replacement(
              CHARGES,
              day,
              amounts.length == 0
                  ? "SELECT * FROM (" + charges(day, 0) + ") WHERE false"
                  : charges(day, amounts),
              lake.version(CHARGES, day)),
          new TreeMap<>());
    }

    private Replacement customers() {
      return lake.replacement(
          CUSTOMERS,
          Grain.ALL,
          "SELECT 'c" + random.nextInt(2) + "' AS id",
          lake.version(CUSTOMERS, Grain.ALL));
    }

    /** Of few rows, so that they are often those that are there, although its inputs are others. */
    private Replacement payments(String day, SortedMap<Partition, Content> seen) {
      SortedMap<String, String> inputs = new TreeMap<>();
      for (String read : DAYS) {
        if (read.compareTo(day) <= 0) {
          inputs.put(CHARGES.partition(read).toString(), recorded(CHARGES.partition(read), seen));
        }
      }
      if (seen.containsKey(CUSTOMERS.partition(Grain.ALL))) {
        inputs.put(
            RecordedInputs.slice(CUSTOMERS.name()),
            seen.get(CUSTOMERS.partition(Grain.ALL)).checksum());
      }
      return replacement(
          lake.replacement(
              PAYMENTS, day, charges(day, random.nextInt(2)), lake.version(PAYMENTS, day)),
          inputs);
    }

    private String recorded(Partition partition, SortedMap<Partition, Content> seen) {
      if (seen.containsKey(partition)) {
        return RecordedInputs.of(seen.get(partition));
      }
      return heads().containsKey(partition) ? RecordedInputs.EMPTY : RecordedInputs.ABSENT;
    }

    private State state() {
      SortedMap<Partition, String> inputs = new TreeMap<>();
      heads().forEach((partition, head) -> inputs.put(partition, head.inputs().toString()));
      return new State(lake.contents(), inputs);
    }

    private SortedMap<Partition, Head> heads() {
      SortedMap<Partition, Head> heads = new TreeMap<>();
      lake.warehouse().read(List.of(CHARGES, PAYMENTS, CUSTOMERS)).heads().values().stream()
          .filter(h -> !h.wasTakenBack())
          .forEach(h -> heads.put(h.partition(), h));
      return heads;
    }

    private static Replacement replacement(
        Replacement replacement, SortedMap<String, String> inputs) {
      PartitionResult result = replacement.result();
      return new Replacement(
          replacement.table(),
          replacement.partitionColumn(),
          replacement.grain(),
          new PartitionResult(
              result.partition(), result.columns(), result.files(), result.content(), inputs),
          replacement.completeness(),
          replacement.expectedVersion());
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
