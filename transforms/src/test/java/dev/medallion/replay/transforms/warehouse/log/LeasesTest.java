package dev.medallion.replay.transforms.warehouse.log;

import static dev.medallion.replay.transforms.warehouse.log.Sample.day;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.memory.MemoryStorage;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Owner;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private final Set<Owner> dead = new HashSet<>();
  private final Leases leases = new Leases(owner -> !dead.contains(owner));
  private final StateLog log =
      new StateLog(new MemoryStorage(Address.GS), Address.parse("gs://bucket/state"));

  private Leases.Answer take(String run, Optional<String> over, Partition... partitions)
      throws Exception {
    return take(run, LeaseShare.ALL, over, partitions);
  }

  private Leases.Answer take(
      String run, LeaseShare share, Optional<String> over, Partition... partitions)
      throws Exception {
    Leases.Answer[] answer = new Leases.Answer[1];
    log.append(
        state -> {
          answer[0] =
              leases.take(
                  state,
                  new Leases.Request(
                      run, Sample.owner(run), Instant.EPOCH, List.of(partitions), share, over));
          return answer[0] instanceof Leases.Answer.Granted granted
              ? Optional.of(granted.lease())
              : Optional.empty();
        });
    return answer[0];
  }

  private Leases.Answer take(String run, Partition... partitions) throws Exception {
    return take(run, Optional.empty(), partitions);
  }

  @Test
  void allAreTakenOrNone() throws Exception {
    assertThat(take("a", day(1), day(2)), is(instanceOf(Leases.Answer.Granted.class)));
    Leases.Answer.Refused refused = (Leases.Answer.Refused) take("b", day(2), day(3));
    assertThat(refused.holders().get(0).runId(), is("a"));
    assertThat(refused.holders().get(0).partitions(), is(List.of(day(2))));
    assertThat(take("c", day(3)), is(instanceOf(Leases.Answer.Granted.class)));
    assertThat(log.read().leases().keySet(), is(Set.of("a", "c")));
  }

  @Test
  void aRunMayTakeMoreAndGiveAllBack() throws Exception {
    take("a", day(2));
    take("a", day(1));
    assertThat(log.read().leases().get("a").partitions(), is(List.of(day(1), day(2))));
    log.append(state -> Leases.release(state, "a"));
    assertThat(log.read().leases().isEmpty(), is(true));
    long last = log.read().last();
    log.append(state -> Leases.release(state, "a"));
    assertThat(log.read().last(), is(last));
  }

  @Test
  void theLeaseOfADeadOwnerIsTaken() throws Exception {
    take("a", day(1), day(2));
    dead.add(Sample.owner("a"));
    Leases.Answer.Granted granted = (Leases.Answer.Granted) take("b", day(2));
    assertThat(granted.lease().overtaken(), is(List.of("a")));
    assertThat(log.read().leases().keySet(), is(Set.of("b")));
  }

  @Test
  void oneOfALiveOwnerIsTakenByItsNameAlone() throws Exception {
    take("a", day(1));
    assertThat(take("b", Optional.of("z"), day(1)), is(instanceOf(Leases.Answer.Refused.class)));
    assertThat(take("b", Optional.of("a"), day(1)), is(instanceOf(Leases.Answer.Granted.class)));
    ConflictException e =
        assertThrows(
            ConflictException.class,
            () -> leases.requireNotOvertaken(log.read(), "a", Set.of(day(1))));
    assertThat(e.getMessage(), containsString("run b"));
    leases.requireNotOvertaken(log.read(), "b", Set.of(day(1)));
    leases.requireNotOvertaken(log.read(), "a", Set.of(day(2)));
  }
}
