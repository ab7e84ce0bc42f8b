package dev.medallion.replay.testdata.storeerp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreErpLakeTest {
  private static final Path COMMITTED = Path.of("store-erp/sample");
  private static final LocalDate FROM = LocalDate.parse("2026-01-27");

  @TempDir Path temp;

  @Test
  void theCommittedSampleIsWhatTheGeneratorMakesByteForByte() throws IOException {
    StoreErpLake.main(new String[] {temp.toString()});

    assertThat(bytes(temp), equalTo(bytes(COMMITTED)));
  }

  @Test
  void anotherSeedGivesOtherOrders() throws IOException {
    StoreErpLake.write(temp, 8, FROM, 10, 8);

    assertThat(bytes(temp), not(equalTo(bytes(COMMITTED))));
  }

  @Test
  void theSampleStaysSmall() throws IOException {
    Map<String, String> files = bytes(COMMITTED);

    assertThat(files.size(), is(lessThan(900)));
    assertThat(files.values().stream().mapToInt(String::length).sum(), is(lessThan(2_000_000)));
  }

  @Test
  void theReadmeListsEveryTrapWithItsPlaceAndOutcome() throws IOException {
    Places places = StoreErpLake.write(temp, 7, FROM, 10, 8);

    assertThat(Files.readString(Path.of("store-erp/README.md")), containsString(places.markdown()));
  }

  @ParameterizedTest
  @CsvSource({"7, 2026-01-27, 10, 8", "1, 2025-12-26, 12, 0", "2, 2026-03-25, 40, 2"})
  void everyTrapIsInEveryLake(long seed, LocalDate from, int days, int ordersADay)
      throws IOException {
    List<Places.Place> places = StoreErpLake.write(temp, seed, from, days, ordersADay).all();

    assertThat(places.size(), is(64));
    for (Places.Place place : places) {
      assertThat(place.trap(), Files.exists(temp.resolve(place.path())), is(true));
    }
  }

  @Test
  void aLargerLakeHasMoreOrdersOfEveryLayout() throws IOException {
    StoreErpLake.write(temp, 3, FROM, 10, 30);

    List<String> answers =
        bytes(temp).keySet().stream().filter(path -> path.contains("/pdv-pedido-")).toList();
    assertThat(answers.size(), is(greaterThan(300)));
    String stamp = "\\d{8}T\\d{6}";
    for (String folder :
        List.of(
            "a101-tiny-api/" + stamp + "-\\d+-[0-9a-f-]{36}/.*",
            "a101-tiny-api/vendas/" + stamp + "-\\d+-[0-9a-f-]{36}/.*",
            "z316-tiny-api/vendas/" + stamp + "-\\d+-[0-9a-f-]{36}/.*",
            "m020-tiny-api/vendas/" + stamp + "/\\d+/[0-9a-f-]{36}/.*")) {
      assertThat(folder, answers.stream().anyMatch(path -> path.matches(folder)), is(true));
    }
  }

  @Test
  void everyObjectIsNamedAsItsStoreNamesIt() throws IOException {
    String id = "\\d+-\\d{8}T\\d{6}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    String product = "\\d+-\\d+(-retry)?-\\d{8}T\\d{6}-[0-9a-f-]{36}";
    List<String> names =
        bytes(COMMITTED).keySet().stream()
            .map(path -> path.substring(path.lastIndexOf('/') + 1))
            .filter(name -> !name.endsWith(".tmp") && !name.equals("_SUCCESS"))
            .toList();

    for (String name : names) {
      assertThat(
          name,
          name.matches(
              "(?:(?:Z316|z-316|a101|m020)-tiny-webhook-vendas-|pdv-pedido-|pedidos-pesquisa-"
                  + "|nfce-link-)"
                  + id
                  + "\\.json|produto-"
                  + product
                  + "\\.json"),
          is(true));
    }
  }

  @Test
  void theBackfillDerivesItsIdsAsItsScriptDoes() {
    assertThat(Uuids.named("z316:900001"), is("d392516d-95bc-5d55-9ba1-2b815de4d3be"));
  }

  @Test
  void amountsAreWrittenInBothWays() {
    assertThat(
        List.of(Money.dot(123_456), Money.comma(123_456), Money.comma(5), Money.dot(5)),
        is(List.of("1234.56", "1.234,56", "0,05", "0.05")));
  }

  /** As Latin-1, which loses nothing. */
  private static Map<String, String> bytes(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        texts.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return texts;
  }
}
