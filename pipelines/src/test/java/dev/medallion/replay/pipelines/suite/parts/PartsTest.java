package dev.medallion.replay.pipelines.suite.parts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bench.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts belong to the version in whose folder they lie, and to no other. */
class PartsTest {
  private static final String LETTERS =
      "SELECT code || ' ' || entity || ' ' || object FROM ops.replay_dead_letters ORDER BY 1";

  @TempDir private Path folder;
  private ShopWithParts shop;

  @BeforeEach
  void open() {
    shop = new ShopWithParts(folder);
  }

  @Test
  void aVersionIsSeenWithThePartsOfItsOwnFolderAlone() {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .product("20260203-1-a", "x", "x", 1)
        .product("20260203-1-a", "y", "y", 2)
        .order("20260204-1-a", "2026-02-03", 30, "Bea")
        .product("20260204-1-a", "x", "x", 5);
    Bench bench = shop.bench("w");

    Outcome outcome = bench.run("--from=2026-02-03", "--to=2026-02-03");

    good(outcome);
    assertThat(rows(bench, "silver.orders"), is(List.of("5|2026-02-03|1|Bea|30")));
    assertThat(rows(bench, "silver.products"), is(List.of("5|2026-02-03|1|x")));
    // Of the folder that lost: an order, a search and two products.
    assertThat(
        outcome.out(), matchesPattern("(?s).*\n  api +7 +3 +0 +4 +0 +0 +0 +0 +0 +balances\n.*"));
  }

  @Test
  void whatAnEventNeedsAndDoesNotHaveMakesItADeadLetterAndAnOlderWholeOneCounts() {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .order("20260204-1-a", "2026-02-03", 30, "")
        .product("20260204-1-a", "x", "x", 5);
    Bench bench = shop.bench("w", "--allow=dead_letter_ratio");

    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));

    assertThat(rows(bench, "silver.orders"), is(List.of("null|2026-02-03|1|Ann|10")));
    assertThat(
        bench.tables().query(LETTERS),
        is(List.of("MISSING_PART sale api/20260204-1-a/order.json")));
    assertThat(
        bench.tables().query("SELECT decode(raw) FROM ops.replay_dead_letters"),
        is(List.of("{\"id\":\"1\",\"day\":\"2026-02-03\",\"total\":30}")));
  }

  @Test
  void aPartThatCannotBeReadIsMissingAndItsCorrectionBringsTheEventBack() throws IOException {
    shop.order("20260203-1-a", "2026-02-03", 10, "").write("in/api/20260203-1-a/search.json", "{}");
    Bench bench = shop.bench("w", "--allow=dead_letter_ratio");
    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));
    assertThat(
        bench.tables().query(LETTERS),
        is(
            List.of(
                "MISSING_FIELD search api/20260203-1-a/search.json",
                "MISSING_PART sale api/20260203-1-a/order.json")));

    shop.write("in/api/20260203-1-a/search.json", ShopWithParts.search("Ann"));
    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));

    assertThat(rows(bench, "silver.orders"), is(List.of("null|2026-02-03|1|Ann|10")));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
  }

  @Test
  void ofTwoPartsWithOneKeyTheOneInTheLastObjectCounts() {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .product("20260203-1-a", "1", "x", 1)
        .product("20260203-1-a", "2", "x", 7);
    Bench bench = shop.bench("w");

    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));

    assertThat(rows(bench, "silver.products"), is(List.of("7|2026-02-03|1|x")));
  }

  @Test
  void ofAPartWithoutAKeyAnEventHasOne() {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .write("in/api/20260203-1-a/search-2.json", ShopWithParts.search("Bea"));
    Bench bench = shop.bench("w");

    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));

    assertThat(rows(bench, "silver.orders"), is(List.of("null|2026-02-03|1|Ann|10")));
  }

  @Test
  void partsWithoutAnEventAreCounted() throws IOException {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann").product("20260203-2-a", "x", "x", 1);
    Bench bench = shop.bench("w");

    Outcome outcome = bench.run("--from=2026-02-03", "--to=2026-02-03");

    good(outcome);
    assertThat(
        outcome.out(), matchesPattern("(?s).*\n  api +3 +2 +0 +0 +0 +1 +0 +0 +0 +balances\n.*"));
    assertThat(
        Files.readString(outcome.runFolder().resolve("manifest.json")),
        containsString("part_without_event"));
  }

  @Test
  void theCutOfWindowsLeavesNoTrace() {
    for (int order = 1; order <= 6; order++) {
      for (int run = 0; run < 3; run++) {
        String place = "202602%02d-%d-%d".formatted(2 + order % 3 + run, order, run);
        String seller = (order + run) % 4 == 0 ? "" : "s" + run;
        shop.order(place, "2026-02-0" + (3 + (order + run) % 3), 10 * run + order, seller);
        shop.product(place, "x", "x" + run, run).product(place, "y", "y", order);
      }
    }
    Bench whole = shop.bench("whole", "--allow=dead_letter_ratio", "--shards=1");
    good(whole.run("--from=2026-02-03", "--to=2026-02-05"));
    SortedMap<String, List<String>> expected = whole.tables().contents();
    assertThat(expected.get("silver.orders").isEmpty(), is(false));

    Bench cut = shop.bench("cut", "--allow=dead_letter_ratio", "--shards=7");
    for (String day : List.of("2026-02-05", "2026-02-03", "2026-02-04")) {
      good(cut.run("--from=" + day, "--to=" + day));
    }

    assertThat(cut.tables().contents(), is(expected));
    assertThat(cut.tables().query(LETTERS), is(whole.tables().query(LETTERS)));
    Outcome again = whole.run("--from=2026-02-03", "--to=2026-02-05");
    good(again);
    assertThat(again.out(), containsString("0 partitions published"));
  }

  @Test
  void aPublishedEventThatLosesAPartThatItNeedsBlocks() throws IOException {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .order("20260204-1-b", "2026-02-03", 20, "Bea")
        .order("20260203-2-a", "2026-02-03", 30, "Cid");
    Bench bench = shop.bench("w", "--allow=dead_letter_ratio");
    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));
    List<String> before = rows(bench, "silver.orders");
    Files.delete(folder.resolve("in/api/20260204-1-b/search.json"));

    Outcome blocked = bench.run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(blocked.exitCode(), is(3));
    assertThat(
        blocked.out(),
        containsString("eroded orders/2026-02-03: 1 published events lack a part that they had"));
    assertThat(rows(bench, "silver.orders"), is(before));
    good(
        bench.run(
            "--from=2026-02-03", "--to=2026-02-03", "--allow=eroded", "--allow=dead_letter_ratio"));
    assertThat(rows(bench, "silver.orders").get(0), is("null|2026-02-03|1|Ann|10"));
  }

  @Test
  void theLetterOfAPartStaysUntilTheDayOfItsEventIsReplayed() {
    shop.order("20260206-1-a", "2026-02-03", 10, "Ann")
        .order("20260206-2-a", "2026-02-05", 20, "Bea")
        .write("in/api/20260206-1-a/product-x.json", "{'sku':'x','cost':'?'}");
    Bench bench = shop.bench("w", "--allow=dead_letter_ratio");
    good(bench.run("--from=2026-02-03", "--to=2026-02-05"));
    List<String> letter = List.of("BAD_TYPE product api/20260206-1-a/product-x.json");
    assertThat(bench.tables().query(LETTERS), is(letter));
    shop.product("20260206-1-a", "x", "x", 4);

    good(bench.run("--from=2026-02-05", "--to=2026-02-05"));

    assertThat(bench.tables().query(LETTERS), is(letter));
    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
    assertThat(rows(bench, "silver.products"), is(List.of("4|2026-02-03|1|x")));
  }

  @Test
  void aRedriveOfAPartReplaysTheDayOfTheEventInItsFolder() throws IOException {
    shop.order("20260206-1-a", "2026-02-03", 10, "Ann")
        .order("20260206-2-a", "2026-02-05", 20, "Bea")
        .write("in/api/20260206-1-a/product-x.json", "{'sku':'x','cost':'?'}");
    Bench bench = shop.bench("w", "--allow=dead_letter_ratio");
    good(bench.run("--runId=first", "--from=2026-02-03", "--to=2026-02-05"));
    Path export = folder.resolve("letters.jsonl");
    good(bench.redrive("--run=first", "--export=" + export));
    Files.writeString(export, Files.readString(export).replace("\\\"?\\\"", "4"));

    good(
        bench.redrive(
            "--run=first",
            "--corrections=" + export,
            "--reason=cost",
            "--allow=dead_letter_ratio"));

    assertThat(rows(bench, "silver.products"), is(List.of("4|2026-02-03|1|x")));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
  }

  @Test
  void aDeletedEventNeedsNoParts() {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann")
        .write("in/api/20260204-1-a/order.json", "{'id':'1','state':'gone','day':'2026-02-03'}");
    Bench bench = shop.bench("w");

    good(bench.run("--from=2026-02-03", "--to=2026-02-03"));

    assertThat(rows(bench, "silver.orders"), is(List.of()));
    assertThat(bench.tables().query(LETTERS), is(List.of()));
  }

  @Test
  void whatGoesBeyondAnEventIsRefused() throws IOException {
    shop.order("20260203-1-a", "2026-02-03", 10, "Ann");
    Files.writeString(
        folder.resolve("m/silver/products.sql"),
        "SELECT p.id, s.day, p.sku, p.cost, s._event FROM product p JOIN sale s ON p.sku = s.state");

    Outcome outcome = shop.bench("w").run("--from=2026-02-03", "--to=2026-02-03");

    assertThat(outcome.exitCode(), is(2));
    assertThat(outcome.err(), containsString("not on its whole key"));
  }

  private static List<String> rows(Bench bench, String table) {
    return bench.tables().contents().getOrDefault(table, List.of());
  }

  private static void good(Outcome outcome) {
    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
  }
}
