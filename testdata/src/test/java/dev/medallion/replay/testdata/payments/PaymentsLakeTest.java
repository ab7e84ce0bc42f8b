package dev.medallion.replay.testdata.payments;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaymentsLakeTest {
  private static final Path COMMITTED = Path.of("payments");

  @TempDir Path temp;

  @Test
  void theCommittedSampleIsWhatTheGeneratorMakesByteForByte() throws Exception {
    PaymentsLake.write("--out=" + temp);

    assertThat(digests(temp), equalTo(digests(COMMITTED.resolve("sample"))));
  }

  @Test
  void theCommittedBlockedSamplesAreWhatTheGeneratorMakesByteForByte() throws Exception {
    BlockedSamples.write(temp);

    assertThat(digests(temp), equalTo(digests(COMMITTED.resolve("blocked"))));
  }

  @Test
  void theReadmeListsEveryFaultWithItsPlace() throws Exception {
    Places places = PaymentsLake.write("--out=" + temp);

    assertThat(Files.readString(COMMITTED.resolve("README.md")), containsString(places.markdown()));
  }

  @Test
  void theSecretOfTheSampleIsTheOneInItsFile() throws Exception {
    assertThat(
        Files.readString(COMMITTED.resolve("signature-secrets.txt")).strip(),
        is(WebhookSpecials.SECRET));
  }

  @Test
  void theSampleStaysSmall() throws Exception {
    List<Path> files = files(COMMITTED);
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }

    assertThat(bytes, is(lessThan(2_300_000L)));
    assertThat(files.size(), is(lessThan(900)));
  }

  @Test
  void anotherSeedMakesAnotherLake() throws Exception {
    PaymentsLake.write("--out=" + temp.resolve("a"), "--seed=1", "--events=300", "--webhooks=10");
    PaymentsLake.write("--out=" + temp.resolve("b"), "--seed=2", "--events=300", "--webhooks=10");

    assertThat(digests(temp.resolve("a")), not(equalTo(digests(temp.resolve("b")))));
  }

  @Test
  void aLakeHasAboutAsManyRecordsAsWereAskedForInPartsOfAThousand() throws Exception {
    PaymentsLake.write("--out=" + temp, "--events=60000", "--webhooks=0", "--clean");

    long records = 0;
    long longest = 0;
    for (Path file : files(temp)) {
      if (file.toString().endsWith(".jsonl")) {
        try (Stream<String> lines = Files.lines(file)) {
          long count = lines.count();
          records += count;
          longest = Math.max(longest, count);
        }
      }
    }
    assertThat(records, is(greaterThan(51_000L)));
    assertThat(records, is(lessThan(69_000L)));
    assertThat(longest, is(1_000L));
  }

  @Test
  void aCleanLakeHasNoFaults() throws Exception {
    Places places = PaymentsLake.write("--out=" + temp, "--events=300", "--clean");

    assertThat(places.all().isEmpty(), is(true));
    assertThat(Files.exists(temp.resolve("bronze/source=stripe/entity=refunds")), is(false));
  }

  @Test
  void idsBecomeFitForPathsAsThePaymentsSystemDoesIt() {
    assertThat(WebhookWriter.safe(" ev/t?1._"), is("ev_t_1"));
    assertThat(WebhookWriter.safe("../.."), is("unknown"));
  }

  @Test
  void anUnknownOptionIsRefusedByName() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> LakeOptions.parse("--out=x", "--event=3"));

    assertThat(refused.getMessage(), containsString("--event"));
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static Map<String, String> digests(Path root)
      throws IOException, NoSuchAlgorithmException {
    Map<String, String> digests = new TreeMap<>();
    for (Path file : files(root)) {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      digests.put(root.relativize(file).toString(), HexFormat.of().formatHex(digest));
    }
    return digests;
  }
}
