package dev.medallion.replay.transforms.run.receipt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.transforms.model.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTextTest {
  @Test
  void noNameForgesALine() {
    Finding forging =
        new Finding(
            "a", Severity.BLOCK, "t\nu", "p", 1, "x\n\nVerdict: GOOD \u001b[31m", "z\r", false);
    String text = ReportText.of(Receipts.whole("run", List.of(forging)));
    assertThat(text, containsString("  a t·u/p: x··Verdict: GOOD ·[31m\n    what to do: z·\n"));
    assertThat(text.lines().filter(l -> l.startsWith("Verdict:")).count(), is(1L));
  }

  @Test
  void aGoodRunReadsLikeThis() throws IOException {
    assertThat(ReportText.of(Receipts.whole("run", List.of(Receipts.WARNING))), is(golden()));
  }

  @Test
  void whatPublishingCostIsSaidWhereTheWarehouseSaysSo() {
    String text =
        ReportText.of(Receipts.whole("run", List.of()).withWork(Optional.of(Receipts.WORK)));
    assertThat(
        text,
        containsString(
            """
              Jobs
              3 load jobs   1,204 rows from 5.0 MB
              2 query jobs  7.0 KB processed, 20 MB billed
              1 copy job
              of all jobs   61 slot ms
              1 failed job  tried again, unless for good
              Before: silver.charges as lake_snapshots.silver_charges_before_r until 2026-04-22T10:00:00Z
              Note: lake_silver.charges is clustered by id
            """));
    assertThat(ReportText.of(Receipts.whole("run", List.of())), not(containsString("Jobs")));
  }

  @Test
  void aBlockedRunSaysWhatToDoAndThatNothingIsPublished() {
    assertThat(
        ReportText.of(Receipts.whole("run", List.of(Receipts.BLOCKING))),
        allOf(
            containsString("row_drop silver.charges/2026-02-03: all 7 rows would go\n"),
            containsString(
                "what to do: If that is right, give --allow=row_drop:charges/2026-02-03."),
            not(containsString("Published")),
            endsWith("Verdict: BLOCKED in 2.5 s. 1 finding blocks; nothing was published.\n")));
  }

  @Test
  void aPlanSaysWhatARunWouldDo() {
    assertThat(
        ReportText.of(Receipts.whole("plan", List.of())),
        endsWith(
            "Verdict: GOOD in 2.5 s. run would publish 2 partitions, 1 of them emptied; 1 stays"
                + " unchanged.\n"));
  }

  @Test
  void aRunThatBrokeSaysWhy() {
    assertThat(
        ReportText.of(Receipts.started("run").failed("no space left", Instant.EPOCH)),
        containsString("Verdict: FAILED"));
  }

  @Test
  void aRunThatPublishedAPartSaysWhichAndCountsNoOther() {
    Manifest whole = Receipts.whole("run", List.of());
    PartitionsInfo planned = whole.partitions();
    Manifest part =
        whole
            .withPartitions(
                planned.withChanges(
                    planned.changes().stream()
                        .map(
                            c ->
                                c.partition().equals("2026-02-02")
                                    ? c.notPublished("failed: no such file")
                                    : c)
                        .toList()))
            .failed("2 of 3 partitions are published", Instant.EPOCH);

    assertThat(
        ReportText.of(part),
        allOf(
            containsString("  not published: silver.charges/2026-02-02 (failed: no such file)\n"),
            containsString("2 of 3 partitions are published"),
            not(containsString("Published"))));
    assertThat(part.partitions().count(PartitionChange.Action.REPLACED), is(0L));
    assertThat("rows stay", part.partitions().changes().get(1).rowsAfter(), is(590L));
    assertThat(ManifestJson.write(part), containsString("failed: no such file"));
    assertThat("as before", ManifestJson.write(whole), not(containsString("notPublished")));
  }

  private static String golden() throws IOException {
    try (var in = ReportTextTest.class.getResourceAsStream("report.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
