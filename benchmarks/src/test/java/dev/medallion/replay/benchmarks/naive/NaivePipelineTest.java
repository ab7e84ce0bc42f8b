package dev.medallion.replay.benchmarks.naive;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NaivePipelineTest {
  private static final String EVENT =
      """
      {"id":"%s","created":1772668800,"updated":"%s","status":"%s","amount":%d,"fee":0.2500,\
      "currency":"eur","captured":true,"customer":"%s","invoice":null,"card":{"brand":"visa"}}
      """;

  @Test
  void theLatestVersionOfEachChargeIsKeptAndAddedUp(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("events.jsonl"),
        EVENT.formatted("a", "2026-03-06T00:00:00.000Z", "refunded", 300, "ann")
            + EVENT.formatted("a", "2026-03-05T00:00:00.000Z", "succeeded", 100, "ann")
            + EVENT.formatted("b", "2026-03-05T00:00:00.000Z", "succeeded", 20, "ann"));

    NaivePipeline.main(
        new String[] {"--events=" + folder + "/*.jsonl", "--output=" + folder.resolve("out")});

    assertThat(
        rows(folder.resolve("out/silver/charges")),
        containsInAnyOrder(
            row("a", "2026-03-06T00:00:00.000Z", "refunded", 300),
            row("b", "2026-03-05T00:00:00.000Z", "succeeded", 20)));
    assertThat(
        rows(folder.resolve("out/gold/daily_revenue")),
        contains(
            "{\"created_date\":\"2026-03-05\",\"currency\":\"eur\",\"charges\":2,\"amount\":320,"
                + "\"fees\":0.50,\"customers\":1}"));
  }

  private static String row(String id, String updated, String status, long amount) {
    return """
        {"id":"%s","created_ts":"2026-03-05T00:00:00.000Z","created_date":"2026-03-05",\
        "updated_ts":"%s","status":"%s","amount":%d,"fee":0.25,"currency":"eur",\
        "captured":true,"customer_id":"ann","invoice_id":null,"card_brand":"visa",\
        "card_country":null,"order_id":null,"channel":null}"""
        .formatted(id, updated, status, amount);
  }

  private static List<String> rows(Path folder) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        rows.addAll(Files.readAllLines(file));
      }
    }
    return rows;
  }
}
