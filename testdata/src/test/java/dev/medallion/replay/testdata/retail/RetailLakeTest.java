package dev.medallion.replay.testdata.retail;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailLakeTest {
  private static final Path COMMITTED = Path.of("retail-lakehouse/sample");

  @TempDir Path temp;

  @Test
  void theCommittedSampleIsWhatTheGeneratorMakesByteForByte() throws IOException {
    RetailLake.main(new String[] {temp.toString()});

    assertThat(texts(temp), equalTo(texts(COMMITTED)));
  }

  @Test
  void anotherSeedGivesOtherSales() throws IOException {
    RetailLake.write(temp, 8, LocalDate.parse("2025-08-20"), 10, 60);

    assertThat(texts(temp), not(equalTo(texts(COMMITTED))));
  }

  @Test
  void theSampleStaysSmall() throws IOException {
    int size = texts(COMMITTED).values().stream().mapToInt(String::length).sum();

    assertThat(size, lessThan(2_000_000));
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
