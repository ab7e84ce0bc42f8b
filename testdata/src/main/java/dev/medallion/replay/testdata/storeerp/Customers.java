package dev.medallion.replay.testdata.storeerp;

import java.util.List;
import java.util.Locale;

/** Invented customers, told apart by a number. Their tax ids have no valid check digits. */
final class Customers {
  private static final List<String> FIRST =
      List.of(
          "Ana",
          "Jos\u00e9",
          "Carla",
          "Davi",
          "Elis",
          "F\u00e1bio",
          "Gil",
          "Helena",
          "Iara",
          "Jo\u00e3o");
  private static final List<String> LAST =
      List.of("Souza", "Lima", "Prado", "Nunes", "Rocha", "Melo");

  private Customers() {}

  static String name(int number) {
    return FIRST.get(number % FIRST.size()) + " " + LAST.get(number / FIRST.size() % LAST.size());
  }

  static String cpf(int number) {
    return String.format(Locale.ROOT, "%03d.%03d.789-00", number / 1_000 % 1_000, number % 1_000);
  }
}
