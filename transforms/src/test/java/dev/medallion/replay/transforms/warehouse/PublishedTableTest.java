package dev.medallion.replay.transforms.warehouse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.window.Grain;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedTableTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final EntityRef THING =
      new EntityRef("ledger.thing", "ev", List.of("id"), List.of("ver"));

  @ParameterizedTest
  @CsvSource({
    "silver, day, DAY, silver, day, MONTH, 'grain day, not month'",
    "silver, day, MONTH, silver, day, DAY, 'grain month, not day'",
    "silver, day, YEAR, silver, day, MONTH, 'grain year, not month'",
    "silver, '', NONE, silver, day, DAY, 'grain none, not day'",
    "silver, day, DAY, silver, '', NONE, 'grain day, not none'",
    "silver, day, DAY, silver, sold, DAY, 'partition column day, not sold'",
    "silver, day, DAY, gold, day, DAY, 'layer silver, not gold'",
    "silver, day, DAY, gold, day, MONTH, 'layer silver, not gold; with grain day, not month'",
  })
  void aTableThatIsCutOtherwiseIsAMisfit(
      String schema,
      String column,
      Grain grain,
      String toSchema,
      String to,
      Grain by,
      String says) {
    PublishedTable published =
        published(new TableRef("t", schema, column, grain), "shop", UTC, Optional.empty());

    Optional<String> misfit =
        published.misfit(
            published(new TableRef("t", toSchema, to, by), "shop", UTC, Optional.empty()));

    assertThat(
        misfit.orElseThrow(), containsString("silver.t was published with " + says + ", so its"));
  }

  @Test
  void theSameCutFitsAndAWholeTableHasNoDays() {
    TableRef daily = new TableRef("t", "silver", "day", Grain.DAY);
    TableRef whole = new TableRef("t", "silver", "", Grain.NONE);

    assertThat(misfit(published(daily, UTC), published(daily, UTC)), is(Optional.empty()));
    assertThat(misfit(published(whole, UTC), published(whole, BERLIN)), is(Optional.empty()));
    assertThat(
        misfit(published(daily, UTC), published(daily, BERLIN)).orElseThrow(),
        containsString("days of UTC, not Europe/Berlin"));
  }

  @Test
  void anEntityMayBeReadFromMoreSourcesAndNotFromFewer() {
    EntityRef both = new EntityRef("ledger.thing", "bronze,ev", List.of("id"), List.of("ver"));

    assertThat(THING.misfit(both), is(Optional.empty()));
    assertThat(both.misfit(THING), is(Optional.of("records of source bronze,ev, not ev")));
  }

  @Test
  void aTableOfAnotherModelIsAMisfit() {
    TableRef daily = new TableRef("kpi", "gold", "day", Grain.DAY);

    assertThat(
        misfit(
                published(daily, "shop", UTC, Optional.empty()),
                published(daily, "stock", UTC, Optional.empty()))
            .orElseThrow(),
        containsString("gold.kpi was published with model shop, not stock"));
  }

  @ParameterizedTest
  @CsvSource({
    "ledger.item, ev, id, ver, 'versions in ledger.thing, not ledger.item'",
    "ledger.thing, events, id, ver, 'records of source ev, not events'",
    "ledger.thing, 'events,other', id, ver, 'records of source ev, not events,other'",
    "ledger.thing, ev, id region, ver, 'entity key [id], not [id, region]'",
    "ledger.thing, ev, ident, ver, 'entity key [id], not [ident]'",
    "ledger.thing, ev, id, ts, 'latest_by [ver], not [ts]'",
    "ledger.thing, ev, id, ts ver, 'latest_by [ver], not [ts, ver]'",
    "ledger.thing, ev, id, -ver, 'latest_by [ver], not [-ver]'",
  })
  void anEntityWhoseVersionsCantBeComparedIsAMisfit(
      String ledger, String source, String key, String order, String says) {
    assertThat(
        misfit(THING, new EntityRef(ledger, source, words(key), words(order))).orElseThrow(),
        containsString(says));
  }

  @Test
  void aTermThatIsAddedAtTheEndFits() {
    assertThat(
        misfit(THING, new EntityRef("ledger.thing", "ev", List.of("id"), List.of("ver", "-ts"))),
        is(Optional.empty()));
  }

  private static Optional<String> misfit(EntityRef published, EntityRef wanted) {
    TableRef table = new TableRef("t", "silver", "day", Grain.DAY);
    return misfit(
        published(table, "shop", UTC, Optional.of(published)),
        published(table, "shop", UTC, Optional.of(wanted)));
  }

  private static Optional<String> misfit(PublishedTable published, PublishedTable wanted) {
    return published.misfit(wanted);
  }

  private static PublishedTable published(TableRef table, ZoneId zone) {
    return published(table, "shop", zone, Optional.empty());
  }

  private static PublishedTable published(
      TableRef table, String model, ZoneId zone, Optional<EntityRef> entity) {
    return PublishedTable.wanted(table, model, zone, entity);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }
}
