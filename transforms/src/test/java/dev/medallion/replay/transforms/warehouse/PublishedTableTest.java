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
        new PublishedTable(new TableRef("t", schema, column, grain), UTC, Optional.empty(), true);

    Optional<String> misfit =
        published.misfit(new TableRef("t", toSchema, to, by), UTC, Optional.empty());

    assertThat(
        misfit.orElseThrow(), containsString("silver.t was published with " + says + ", so its"));
  }

  @Test
  void theSameCutFitsAndAWholeTableHasNoDays() {
    TableRef daily = new TableRef("t", "silver", "day", Grain.DAY);
    TableRef whole = new TableRef("t", "silver", "", Grain.NONE);

    assertThat(
        new PublishedTable(daily, UTC, Optional.empty(), true).misfit(daily, UTC, Optional.empty()),
        is(Optional.empty()));
    assertThat(
        new PublishedTable(whole, UTC, Optional.empty(), true)
            .misfit(whole, BERLIN, Optional.empty()),
        is(Optional.empty()));
    assertThat(
        new PublishedTable(daily, UTC, Optional.empty(), true)
            .misfit(daily, BERLIN, Optional.empty())
            .orElseThrow(),
        containsString("days of UTC, not Europe/Berlin"));
  }

  @ParameterizedTest
  @CsvSource({
    "ledger.item, ver, 'versions in ledger.thing, not ledger.item'",
    "ledger.thing, ts, 'latest_by [ver], not [ts]'",
    "ledger.thing, ts ver, 'latest_by [ver], not [ts, ver]'",
    "ledger.thing, -ver, 'latest_by [ver], not [-ver]'",
  })
  void anEntityWhoseVersionsCantBeComparedIsAMisfit(String ledger, String order, String says) {
    TableRef table = new TableRef("t", "silver", "day", Grain.DAY);
    PublishedTable published =
        new PublishedTable(
            table, UTC, Optional.of(new EntityRef("ledger.thing", List.of("ver"))), true);
    EntityRef wanted = new EntityRef(ledger, List.of(order.split(" ", -1)));

    assertThat(
        published.misfit(table, UTC, Optional.of(wanted)).orElseThrow(), containsString(says));
  }

  @Test
  void aTermThatIsAddedAtTheEndFits() {
    TableRef table = new TableRef("t", "silver", "day", Grain.DAY);
    PublishedTable published =
        new PublishedTable(
            table, UTC, Optional.of(new EntityRef("ledger.thing", List.of("ver"))), true);

    assertThat(
        published.misfit(
            table, UTC, Optional.of(new EntityRef("ledger.thing", List.of("ver", "-ts")))),
        is(Optional.empty()));
  }
}
