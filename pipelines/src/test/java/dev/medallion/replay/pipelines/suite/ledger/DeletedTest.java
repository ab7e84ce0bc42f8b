package dev.medallion.replay.pipelines.suite.ledger;

import static dev.medallion.replay.pipelines.suite.ledger.Things.deleted;
import static dev.medallion.replay.pipelines.suite.ledger.Things.version;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A deletion has no row: whom it deleted, and that it did, only the ledger knows. */
class DeletedTest {
  private static final String ONE = "2026-02-01";
  private static final String THREE = "2026-02-03";

  @Test
  void aTombstoneOnAnotherDayThanItsRowBlocksUntilBothAreReplayed(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
            .arrive(THREE, version("k3", 1, THREE, 1))
            .arrive("2026-02-06", deleted("x", 2, THREE));
    things.run(ONE, ONE);

    assertThat(things.blocked(THREE, THREE), contains("affected things/" + ONE));
    things.run(THREE, THREE, "--expand=affected");

    assertThat(things.rows(), contains("k " + ONE, "k3 " + THREE));
  }

  @Test
  void aTombstoneThatNamesNoDayLiesOnTheDayOfWhatItDeletes(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
            .arrive("2026-02-02", deleted("x", 2));
    things.run(ONE, ONE);

    assertThat(things.rows(), contains("k " + ONE));
    assertThat(
        things.query("SELECT id, _day, _deleted, _rows FROM ledger.thing ORDER BY id"),
        contains("k|" + ONE + "|false|1", "x|" + ONE + "|true|0"));
  }

  @Test
  void aTombstoneThatNamesNoDayIsTooLateAfterTheRangeOfThatDay(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive("2026-02-04", version("k4", 1, "2026-02-04", 1))
            .arrive("2026-02-06", deleted("x", 2));

    assertThat(things.blocked(ONE, "2026-02-04"), contains("arrives_exceeded things/" + ONE));
  }

  @Test
  void aTombstoneThatArrivedLaterIsFoundByAWindowOfArrivalDates(@TempDir Path folder) {
    Things things = Things.in(folder).arrive(ONE, version("x", 1, ONE, 1), version("y", 1, ONE, 1));
    things.run(ONE, ONE, "--asOf=2026-02-01T12:00:00Z");
    things.arrive("2026-02-02", deleted("y", 2), version("n", 1, "2026-02-02", 1));

    things.run("2026-02-02", "2026-02-02", "--windowClock=arrival", "--asOf=2026-02-02T12:00:00Z");

    assertThat(things.rows(), contains("n 2026-02-02", "x " + ONE));
  }

  @Test
  void aLateTombstoneOfNothingChangesNothing(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("k", 1, ONE, 1))
            .arrive("2026-02-08", version("k8", 1, "2026-02-08", 1), deleted("never", 2, ONE));

    things.run(ONE, "2026-02-08");

    assertThat(things.rows(), contains("k " + ONE, "k8 2026-02-08"));
  }

  @Test
  void aLateTombstoneOfWhatIsPublishedBlocks(@TempDir Path folder) {
    Things things = Things.in(folder).arriveAs(ONE, "x", version("x", 1, ONE, 1));
    things.run(ONE, ONE);
    things
        .vanish(ONE, "x")
        .arrive(ONE, version("k", 1, ONE, 1))
        .arrive("2026-02-08", version("k8", 1, "2026-02-08", 1), deleted("x", 2, ONE));

    assertThat(
        things.blocked(ONE, "2026-02-08", "--allow=eroded"),
        contains("arrives_exceeded things/" + ONE));
  }

  @Test
  void aDeletedEntityWhoseTombstoneIsGoneDoesNotComeBack(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1), version("k", 1, ONE, 1))
            .arriveAs("2026-02-02", "tombstone", deleted("x", 2, ONE));
    things.run(ONE, ONE);
    things.vanish("2026-02-02", "tombstone");

    assertThat(things.blocked(ONE, ONE), contains("eroded things/" + ONE));
    things.run(ONE, ONE, "--allow=eroded");

    assertThat(things.rows(), contains("k " + ONE, "x " + ONE));
  }

  @Test
  void aTombstoneOutsideTheWindowKeepsItsEntityDeleted(@TempDir Path folder) {
    Things things =
        Things.in(folder)
            .arrive(ONE, version("x", 1, ONE, 1))
            .arrive("2026-02-20", deleted("x", 2, "2026-02-20"));
    things.run(ONE, "2026-02-20");
    assertThat(things.rows(), is(empty()));

    assertThat(things.blocked(ONE, ONE), contains("affected things/2026-02-20"));
    things.run(ONE, ONE, "--expand=affected");

    assertThat(things.rows(), is(empty()));
  }
}
