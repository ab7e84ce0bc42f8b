package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Makes a lake of the payments system: {@code bronze/source=stripe/...} with daily extraction runs
 * and webhook deliveries. The same options give the same bytes.
 *
 * <p>Ordinary life: every object is extracted by the next daily run; some again the day after, some
 * again when their status changed, all again by two backfills. Two days have no run at all. Without
 * {@code --clean} there are faults besides; what and where is returned as {@link Places}.
 *
 * <p>Memory is bounded: a row is made when it is written.
 */
public final class PaymentsLake {
  private static final Set<Entity> EXTRACTED =
      Set.of(Entity.PAYMENT_INTENTS, Entity.CHARGES, Entity.INVOICES, Entity.CUSTOMERS);

  /** An updated object is fetched at most this many days after its own. */
  private static final int LONGEST_UPDATE_DAYS = 10;

  private final LakeOptions options;
  private final Seeded seeded;
  private final Schedule schedule;
  private final PaymentObjects objects;
  private final Places places = new Places();
  private final BronzeWriter writer;

  private PaymentsLake(LakeOptions options) {
    this.options = options;
    this.seeded = new Seeded(options.seed());
    this.schedule = new Schedule(options, seeded);
    this.objects = new PaymentObjects(seeded, schedule);
    this.writer = new BronzeWriter(options.out(), seeded, places);
  }

  /** Options as {@code --name=value}; prints where the faults are. */
  public static void main(String[] args) throws IOException {
    try {
      System.out.print(write(LakeOptions.parse(args)).markdown());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }

  /** The same with arguments; the root is given by {@code --out}. */
  public static Places write(String... args) throws IOException {
    return write(LakeOptions.parse(args));
  }

  public static Places write(LakeOptions options) throws IOException {
    PaymentsLake lake = new PaymentsLake(options);
    lake.writeBronze();
    lake.writeWebhooks();
    return lake.places;
  }

  private void writeBronze() throws IOException {
    BronzeSpecials specials = new BronzeSpecials(seeded, schedule, objects);
    for (LocalDate day = schedule.firstRun();
        !day.isAfter(schedule.lastRun());
        day = day.plusDays(1)) {
      if (!schedule.isOutage(day)) {
        writeDaily(day, specials);
      }
    }
    // Invoices end here: what is told of later ones stays pending.
    Run last = Run.at(Schedule.at(schedule.to(), LocalTime.of(18, 30)));
    write(last, Entity.INVOICES, List.of(all(Entity.INVOICES, schedule.to(), last)));
    backfills();
    if (!options.clean()) {
      specials.writeExtraRuns(writer, places);
      specials.listFiles(places);
    }
  }

  private void writeDaily(LocalDate day, BronzeSpecials specials) throws IOException {
    Run run = Run.at(Schedule.daily(day));
    for (Entity entity : Entity.values()) {
      List<Iterator<Draft>> rows = new ArrayList<>();
      if (EXTRACTED.contains(entity)
          && (entity != Entity.INVOICES || !day.isAfter(schedule.to()))) {
        rows.addAll(ordinary(entity, day, run));
      }
      if (!options.clean()) {
        rows.add(specials.of(day, entity));
        writer.write(run, entity, new Merge(rows), specials.style(day, entity));
      } else {
        write(run, entity, rows);
      }
    }
  }

  private List<Iterator<Draft>> ordinary(Entity entity, LocalDate runDay, Run run) {
    List<Iterator<Draft>> rows = new ArrayList<>();
    for (int ago = 1; ago <= LONGEST_UPDATE_DAYS; ago++) {
      LocalDate day = runDay.minusDays(ago);
      LocalDate base = schedule.baseRun(day);
      if (base.equals(runDay)) {
        rows.add(all(entity, day, run));
      } else if (base.plusDays(1).equals(runDay)) {
        rows.add(some(entity, day, run, i -> i % 20 == 0));
      } else {
        rows.add(
            some(
                entity,
                day,
                run,
                i -> objects.updateRun(entity, day, i).filter(runDay::equals).isPresent()));
      }
    }
    return rows;
  }

  /** Two re-extractions of many days: mostly the same content again. */
  private void backfills() throws IOException {
    Run first = Run.at(Schedule.at(schedule.nextRun(schedule.day(12)), LocalTime.of(11, 40)));
    Run second = Run.at(Schedule.at(schedule.to().plusDays(6), LocalTime.of(12, 5)));
    LocalDate secondFrom = schedule.to().minusDays(27);
    for (Entity entity : EXTRACTED.stream().sorted().toList()) {
      write(first, entity, days(entity, schedule.from(), schedule.day(10), first));
      if (entity != Entity.INVOICES) {
        LocalDate since = secondFrom.isAfter(schedule.from()) ? secondFrom : schedule.from();
        write(second, entity, days(entity, since, schedule.to(), second));
      }
    }
  }

  private List<Iterator<Draft>> days(Entity entity, LocalDate from, LocalDate to, Run run) {
    return from.datesUntil(to.plusDays(1)).map(day -> all(entity, day, run)).toList();
  }

  private Iterator<Draft> all(Entity entity, LocalDate day, Run run) {
    return some(entity, day, run, i -> true);
  }

  private Iterator<Draft> some(Entity entity, LocalDate day, Run run, IntPredicate chosen) {
    return IntStream.range(0, objects.count(entity, day))
        .filter(chosen)
        .mapToObj(i -> Draft.of(objects.at(entity, day, i, run.startOf(entity))))
        .iterator();
  }

  private void write(Run run, Entity entity, List<Iterator<Draft>> rows) throws IOException {
    writer.write(run, entity, new Merge(rows), BronzeWriter.Style.USUAL);
  }

  private void writeWebhooks() throws IOException {
    WebhookWriter webhooks = new WebhookWriter(options.out());
    new OrdinaryWebhooks(seeded, schedule, objects, webhooks).write(options.webhooks());
    if (!options.clean()) {
      new WebhookSpecials(seeded, schedule, objects, webhooks, places).write();
    }
  }
}
