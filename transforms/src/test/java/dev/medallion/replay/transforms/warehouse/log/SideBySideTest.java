package dev.medallion.replay.transforms.warehouse.log;

import static dev.medallion.replay.transforms.warehouse.Staging.CHARGES;
import static dev.medallion.replay.transforms.warehouse.Staging.PAYMENTS;
import static dev.medallion.replay.transforms.warehouse.Staging.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.PublishReport;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.Warehouse;
import dev.medallion.replay.transforms.warehouse.WarehouseContract;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSets;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A warehouse that writes four partitions at once, and loses answers, does what others do. */
class SideBySideTest extends WarehouseContract {
  private static final List<String> DAYS =
      List.of("2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04", "2026-02-05");

  private final Random random = new Random(11);
  private Optional<FakeWarehouse> fake = Optional.empty();

  private FakeWarehouse fake() {
    if (fake.isEmpty()) {
      Supplier<Fault> faults = () -> random.nextInt(5) == 0 ? Fault.LOSES_ANSWER : Fault.NONE;
      fake =
          Optional.of(
              new FakeWarehouse(
                      folder(), storage -> storage, jobs -> new UnreliableJobs(jobs, faults))
                  .sideBySide(4));
    }
    return fake.get();
  }

  @Override
  protected Warehouse open(Path folder, Predicate<Owner> alive) {
    return fake().open(alive);
  }

  @Override
  protected void writeByHand(Path folder, TableRef table, String partition, String select) {
    fake().writeByHand(table, partition, select);
  }

  private ChangeSet days(int expected) {
    List<Replacement> all = new ArrayList<>();
    for (String day : DAYS) {
      all.add(staging().replacement(PAYMENTS, day, charges(day, 9), expected));
      all.add(day(day, expected, 1));
    }
    return ChangeSets.of(all, Map.of());
  }

  @Test
  void aLayerBeginsOnceTheOneBeforeItIsDone() {
    publish("r1", days(0));
    List<String> tables = fake().jobs.written().stream().map(Job::table).toList();
    assertThat(tables.lastIndexOf("silver.charges"), is(4));
    assertThat(tables.size(), is(10));
  }

  @Test
  void whereOneFailsForNowTheSameRunCompletesTheRest() {
    ChangeSet changes = days(0);
    fails("2026-02-03", false);
    PublishReport part = publish("r1", changes);
    assertThat(part.open(), is(true));
    fake().jobs.fail(job -> Optional.empty());
    assertThat(publish("r1", changes).isWhole(), is(true));
    assertThat(fake().jobs.written().size(), is(10));
  }

  @Test
  void whereOneFailsForGoodTheRestEndsOneWayOrTheOther() {
    fails("2026-02-03", true);
    PublishReport part = publish("r1", days(0));
    assertThat(part.open(), is(false));
    fake().jobs.fail(job -> Optional.empty());
    long published = DAYS.stream().filter(d -> view().version(CHARGES.partition(d)) == 1).count();
    assertThat(fake().jobs.written().size(), is((int) published));
    assertThat(view().version(CHARGES.partition("2026-02-03")), is(0));
    assertThat(view().version(PAYMENTS.partition("2026-02-01")), is(0));
  }

  private void fails(String day, boolean permanent) {
    fake()
        .jobs
        .fail(
            job ->
                job.partition().equals(day) && !(job.work() instanceof Job.Work.Nothing)
                    ? Optional.of(new JobStatus.JobError("backendError", permanent))
                    : Optional.empty());
  }
}
