package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaseTest {
  private static final HostProcess ONE =
      new HostProcess("here", 1, Instant.parse("2026-01-01T00:00:00.123Z"));
  private static final HostProcess TWO = new HostProcess("here", 2, Instant.EPOCH);
  private static final Instant SINCE = Instant.parse("2026-03-01T10:00:00Z");
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  @Test
  void leasesThatDoNotMeetAreBothTaken() {
    assertThat(acquire("r1", ONE, "2026-02-01"), is(new LeaseResult.Taken(List.of())));
    assertThat(acquire("r2", TWO, "2026-02-02"), is(new LeaseResult.Taken(List.of())));
  }

  @Test
  void aLiveHolderRefusesAllAndIsNamed() {
    acquire("r1", ONE, "2026-02-01", "2026-02-02");
    LeaseResult result = acquire("r2", TWO, "2026-02-02", "2026-02-03");
    assertThat(
        result,
        is(
            new LeaseResult.Refused(
                List.of(
                    new LeaseResult.Holder(
                        "r1", ONE, List.of(CHARGES.partition("2026-02-02")), SINCE)))));
    assertThat(
        ((LeaseResult.Refused) result).message(),
        containsString(
            "run r1 (process 1 on here) holds charges/2026-02-02 since 2026-03-01T10:00:00Z"));
    assertThat(holders(), contains(List.of("r1", "2026-02-01"), List.of("r1", "2026-02-02")));
  }

  @Test
  void theLeasesOfADeadProcessAreTakenOverAtOnce() {
    acquire("r1", ONE, "2026-02-01", "2026-02-02");
    LeaseResult result =
        lake.warehouse(owner -> !owner.equals(ONE)).acquire(request("r2", TWO, "2026-02-02"));
    assertThat(result, is(new LeaseResult.Taken(List.of("r1"))));
    assertThat(holders(), contains(List.of("r2", "2026-02-02")));
  }

  @Test
  void theLeaseOfALiveRunIsTakenOverByWhoNamesItAndNoOther() {
    acquire("r1", ONE, "2026-02-01", "2026-02-02");
    LeaseResult another = lake.warehouse().acquire(request("r2", TWO, "2026-02-02").over("r9"));
    assertThat(((LeaseResult.Refused) another).message(), containsString("--take-lease=r1"));

    LeaseResult result = lake.warehouse().acquire(request("r2", TWO, "2026-02-02").over("r1"));

    assertThat(result, is(new LeaseResult.Taken(List.of("r1"))));
    assertThat(holders(), contains(List.of("r2", "2026-02-02")));
  }

  @Test
  void aRunWhoseLeaseWasTakenOverDoesNotPublishWhileTheOtherIsAtWork() {
    Replacement late = lake.replacement(CHARGES, "2026-02-02", charges("2026-02-02", 7), 0);
    acquire("r1", ONE, "2026-02-02");
    lake.warehouse().acquire(request("r2", TWO, "2026-02-02").over("r1"));

    ConflictException e = assertThrows(ConflictException.class, () -> lake.publish("r1", late));
    assertThat(e.getMessage(), containsString("run r2 (process 2 on here) holds charges/"));
    assertThat(lake.tables(), is(empty()));

    lake.warehouse().release("r2");
    lake.publish("r1", late);
    assertThat("heads are the safety", lake.version(CHARGES, "2026-02-02"), is(1));
  }

  @Test
  void aRunMayTakeItsOwnLeasesAgainFromAnotherProcess() {
    acquire("r1", ONE, "2026-02-01");
    assertThat(acquire("r1", TWO, "2026-02-01", "2026-02-02"), instanceOf(LeaseResult.Taken.class));
    assertThat(holders(), contains(List.of("r1", "2026-02-01"), List.of("r1", "2026-02-02")));
  }

  @Test
  void aRunThatAsksForMoreKeepsWhatItHas() {
    acquire("r1", ONE, "2026-02-01");
    acquire("r1", ONE, "2026-02-02");
    assertThat(holders(), contains(List.of("r1", "2026-02-01"), List.of("r1", "2026-02-02")));
  }

  @Test
  void releasedLeasesLeaveNothing() {
    acquire("r1", ONE, "2026-02-01");
    acquire("r2", TWO, "2026-02-02");
    lake.warehouse().release("r1");
    assertThat(holders(), contains(List.of("r2", "2026-02-02")));
    lake.warehouse().release("r2");
    assertThat(holders(), is(empty()));
  }

  @Test
  void releasingWhereThereIsNoWarehouseMakesNone() {
    lake.warehouse().release("r1");
    assertThat(Files.exists(lake.file), is(false));
  }

  private LeaseResult acquire(String run, HostProcess owner, String... days) {
    return lake.warehouse().acquire(request(run, owner, days));
  }

  private static LeaseRequest request(String run, HostProcess owner, String... days) {
    return new LeaseRequest(run, owner, Stream.of(days).map(CHARGES::partition).toList(), SINCE);
  }

  private List<List<String>> holders() {
    return lake.query("SELECT run_id, partition FROM ops.replay_leases ORDER BY ALL");
  }
}
