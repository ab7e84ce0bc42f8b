package dev.medallion.replay.transforms.flow.audit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However many shares keys are split into, the audits say the same. */
class KeySharesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyNumberOfSharesFindsTheSame(long seed) throws Exception {
    PoisonedCharges charges = PoisonedCharges.of(folder, seed);
    List<TableAudited> atOnce = charges.audited(1);
    for (int shares : List.of(2, 7)) {
      List<TableAudited> split = charges.audited(shares);
      for (int i = 0; i < atOnce.size(); i++) {
        assertThat(split.get(i).findings(), is(atOnce.get(i).findings()));
        assertThat(split.get(i).diffs(), is(atOnce.get(i).diffs()));
        assertThat(keys(split.get(i)), is(keys(atOnce.get(i))));
        assertThat(found(split.get(i)), is(found(atOnce.get(i))));
      }
    }
  }

  @Test
  void thePoisonIsFound() throws Exception {
    List<TableAudited> audited = PoisonedCharges.of(folder, 1).audited(7);
    assertThat(
        audited.stream().flatMap(t -> t.findings().stream()).map(Finding::audit).toList(),
        hasItems("unique_key", "not_null", "foreign_key", "affected", "newer_published", "eroded"));
    assertThat(
        audited.get(0).findings().stream().map(Finding::message).toList(),
        hasItem(containsString("also in partition")));
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "5000000,1", "10000000,2", "1000000000,187"})
  void smallTablesAreLookedAtAtOnce(long rows, int shares) {
    assertThat(KeyShares.count(rows, 256L << 20), is(shares));
  }

  private static long keys(TableAudited audited) {
    return audited.reads().stream().map(KeyRead::keys).mapToLong(f -> f.rows()).sum();
  }

  private static long found(TableAudited audited) {
    return audited.reads().stream().map(KeyRead::found).mapToLong(f -> f.rows()).sum();
  }
}
