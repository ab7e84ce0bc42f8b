package dev.medallion.replay.pipelines.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * A model from outside: a folder that only the tests know, and a lake small enough to add up by
 * hand.
 */
final class Market {
  static final Path FOLDER = Path.of("src/test/resources/market").toAbsolutePath();

  static final ModelUnderTest MODEL =
      new ModelUnderTest(
          List.of("--model=" + FOLDER, "--asOf=2026-04-01T00:00:00Z", "--allow=dead_letter_ratio"),
          LocalDate.parse("2026-01-01"),
          LocalDate.parse("2026-01-31"),
          LocalDate.parse("2026-02-28"),
          Market::fill,
          Market::doubleObjects);

  private Market() {}

  static void fill(Lake lake) {
    receipt(
        lake,
        "2026-01-05",
        "eggs",
        "R1",
        1,
        "05.01.2026",
        "'lines':[" + line("egg", 6, "0,35") + "," + line("cake", 1, "12,50") + "]");
    // A later version drops a line and corrects a price.
    receipt(
        lake,
        "2026-01-30",
        "eggs",
        "R2",
        1,
        "30.01.2026",
        "'lines':[" + line("egg", 10, "0,40") + "," + line("jam", 2, "4,10") + "]");
    receipt(
        lake,
        "2026-02-02",
        "eggs",
        "R2",
        2,
        "30.01.2026",
        "'lines':[" + line("egg", 10, "0,35") + "]");
    // A receipt that was dated to the wrong month at first.
    receipt(
        lake,
        "2026-01-31",
        "fish",
        "R3",
        1,
        "31.01.2026",
        "'lines':[" + line("cod", 3, "1.234,56") + "]");
    receipt(
        lake,
        "2026-02-03",
        "fish",
        "R3",
        2,
        "01.02.2026",
        "'lines':[" + line("cod", 3, "1.234,56") + "]");
    // Voided a day later; the tombstone has no lines.
    receipt(
        lake,
        "2026-01-12",
        "fish",
        "R4",
        1,
        "12.01.2026",
        "'lines':[" + line("eel", 1, "99,99") + "]");
    receipt(lake, "2026-01-13", "fish", "R4", 2, "12.01.2026", "'op':'void'");
    receipt(
        lake,
        "2026-02-10",
        "fish",
        "R5",
        1,
        "10.02.2026",
        "'lines':[" + line("eel", 2, "0,01") + "," + line("cod", 1, "0,99") + "]");
    // A receipt without lines is no row; a till in training is no receipt.
    receipt(lake, "2026-02-11", "fish", "R6", 1, "11.02.2026", "'lines':[]");
    receipt(
        lake,
        "2026-02-12",
        "fish",
        "R7",
        1,
        "12.02.2026",
        "'training':true,'lines':[" + line("eel", 1, "1,00") + "]");
    // Not a day; more decimal places than a price has.
    receipt(
        lake,
        "2026-02-13",
        "fish",
        "R8",
        1,
        "31.02.2026",
        "'lines':[" + line("eel", 1, "1,00") + "]");
    receipt(
        lake,
        "2026-02-14",
        "fish",
        "R9",
        1,
        "14.02.2026",
        "'lines':[" + line("eel", 1, "1,005") + "]");
    // Two objects of one revision that differ: the object of the greater name wins.
    receipt(
        lake,
        "2026-02-15",
        "fish",
        "R10",
        1,
        "15.02.2026",
        "'lines':[" + line("cod", 1, "9,00") + "]");
    lake.put(
        "tills/2026-02-15/run=a/fish/R10-2.json",
        text(lake, "tills/2026-02-15/run=a/fish/R10-1.json").replace("9,00", "8,00"));
    // Enough of them to fill several blocks of 1 KB.
    for (int no = 100; no < 140; no++) {
      receipt(
          lake,
          "2026-02-20",
          "tea",
          "R" + no,
          1,
          "20.02.2026",
          "'lines':[" + line("tea", 1, "1,00") + "]");
    }
  }

  private static void receipt(
      Lake lake,
      String arrived,
      String stall,
      String no,
      int revision,
      String soldOn,
      String rest) {
    String json =
        "{'no':'%s','revision':%d,'sold_on':'%s','stall':'%s',%s}"
            .formatted(no, revision, soldOn, stall, rest)
            .replace('\'', '"');
    lake.put("tills/%s/run=a/%s/%s-%d.json".formatted(arrived, stall, no, revision), json);
  }

  private static String line(String sku, int pieces, String price) {
    return "{'sku':'%s','pieces':%d,'price':'%s'}".formatted(sku, pieces, price);
  }

  private static void doubleObjects(Lake lake) {
    for (String path : lake.objects()) {
      lake.put(path.replace("/run=a/", "/run=b/"), text(lake, path));
    }
  }

  private static String text(Lake lake, String path) {
    try {
      return Files.readString(lake.root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
