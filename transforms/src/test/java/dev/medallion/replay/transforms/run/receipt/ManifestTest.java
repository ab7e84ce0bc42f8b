package dev.medallion.replay.transforms.run.receipt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ManifestTest {
  @Test
  void aReceiptReadBackIsTheReceiptWritten() throws IOException {
    Manifest manifest = Receipts.whole("run", List.of(Receipts.WARNING, Receipts.BLOCKING));
    assertThat(ManifestJson.read(ManifestJson.write(manifest)), is(manifest));
    Manifest started = Receipts.started("plan");
    assertThat(ManifestJson.read(ManifestJson.write(started)), is(started));
    Manifest failed = started.failed("no space left", Instant.EPOCH);
    assertThat(ManifestJson.read(ManifestJson.write(failed)), is(failed));
  }

  @Test
  void aReceiptOfANewerProgramIsRefused() {
    String newer = ManifestJson.write(Receipts.started("run")).replaceFirst("1", "2");
    assertThat(
        assertThrows(IOException.class, () -> ManifestJson.read(newer)).getMessage(),
        containsString("has format 2, but this program reads formats up to 1"));
    assertThat(
        assertThrows(IOException.class, () -> ManifestJson.read("{}")).getMessage(),
        containsString("not a receipt"));
  }

  @Test
  void theVerdictFollowsFromBalanceThenFindings() {
    assertThat(Receipts.whole("run", List.of(Receipts.WARNING)).judged(), is(Verdict.GOOD));
    Manifest blocked = Receipts.whole("run", List.of(Receipts.WARNING, Receipts.BLOCKING));
    assertThat(blocked.judged(), is(Verdict.BLOCKED));
    assertThat(allowed(Receipts.BLOCKING).blocks(), is(false));
    assertThat(
        Receipts.whole("run", List.of(allowed(Receipts.BLOCKING))).judged(), is(Verdict.GOOD));
    Manifest lost =
        blocked.withRecords(
            new RecordsInfo(
                new TreeMap<>(),
                List.of(oneRead(0)),
                List.of(),
                new TreeMap<>(),
                List.of(),
                RecordsInfo.Repairs.NONE));
    assertThat(lost.judged(), is(Verdict.UNBALANCED));
    Manifest unread =
        blocked.withObjects(
            new ObjectsInfo(
                List.of(new ObjectsInfo.SourceObjects("bronze", 2, 1, 0, new TreeMap<>(), 5)), ""));
    assertThat(unread.judged(), is(Verdict.UNBALANCED));
  }

  @Test
  void aRecordThatEndedNowhereOrTwiceDoesNotBalance() {
    assertThat(oneRead(1).balances(), is(true));
    assertThat(oneRead(0).balances(), is(false));
    assertThat(oneRead(2).balances(), is(false));
  }

  @Test
  void everyWayThatARecordCanEndIsCounted() {
    Reconciliation each =
        new Reconciliation(
            "bronze",
            LocalDate.EPOCH,
            1_111_111_111,
            1,
            10,
            100,
            1_000,
            new TreeMap<>(Map.of("a", 4_000L, "b", 6_000L)),
            100_000,
            1_000_000,
            1_110_000_000);
    assertThat(each.accounted(), is(1_111_111_111L));
  }

  @Test
  void aPlanIsNeverPublished() {
    assertThat(Receipts.whole("run", List.of()).isPublished(), is(true));
    assertThat(Receipts.whole("plan", List.of()).isPublished(), is(false));
    assertThat(Receipts.whole("run", List.of(Receipts.BLOCKING)).isPublished(), is(false));
  }

  static Finding allowed(Finding f) {
    return new Finding(
        f.audit(), f.severity(), f.table(), f.partition(), f.count(), f.message(), f.fix(), true);
  }

  private static Reconciliation oneRead(long winners) {
    return new Reconciliation(
        "bronze", LocalDate.EPOCH, 1, winners, 0, 0, 0, new TreeMap<>(), 0, 0, 0);
  }

  @Test
  void whatPublishingCostIsReadBackAndOlderReceiptsHaveNone() throws IOException {
    Manifest whole = Receipts.whole("run", List.of()).withWork(Optional.of(Receipts.WORK));
    assertThat(ManifestJson.read(ManifestJson.write(whole)), is(whole));
    String without = ManifestJson.write(Receipts.whole("run", List.of()));
    assertThat(without, not(containsString("\"work\"")));
    assertThat(ManifestJson.read(without).work(), is(Optional.empty()));
  }
}
