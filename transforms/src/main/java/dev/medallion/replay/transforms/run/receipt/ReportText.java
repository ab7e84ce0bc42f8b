package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.model.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A receipt for a terminal: short, in aligned columns, the verdict last, where the eye is. */
public final class ReportText {
  private static final int MOST_FINDINGS = 12;
  private static final int SHORT_DIGEST = 12;

  private final Manifest manifest;
  private final StringBuilder text = new StringBuilder();

  private ReportText(Manifest manifest) {
    this.manifest = manifest;
  }

  public static String of(Manifest manifest) {
    return new ReportText(manifest).write();
  }

  private String write() {
    head();
    objects();
    records();
    deadLetters();
    repairs();
    partitions();
    work();
    findings();
    verdict();
    return text.toString();
  }

  private void head() {
    RunInfo run = manifest.run();
    WindowInfo window = manifest.window();
    line(
        "%s of %s, %s to %s%s",
        capital(run.command()),
        run.model(),
        window.from(),
        window.to(),
        window.clock().equals("arrival") ? " by arrival" : "");
    if (!window.widened().isEmpty()) {
      line("  window     %s", window.widened());
    }
    if (!window.expanded().isEmpty()) {
      line(
          window.clock().equals(WindowInfo.REDRIVEN) ? "  days       %s" : "  expanded   by %s",
          joined(window.expanded()));
    }
    if (!window.tables().isEmpty()) {
      line("  tables     %s", String.join(", ", window.tables()));
    }
    if (!window.scopes().isEmpty()) {
      line("  scopes     %s; all other rows stay", String.join(", ", window.scopes()));
    }
    line("  as of      %s", window.asOf());
    line("  run        %s", run.runId());
    if (!run.basis().isEmpty()) {
      line("  of         %s", run.basis());
      line("  by         %s", run.by());
    }
    line("  warehouse  %s", run.warehouse());
    manifest.resumes().forEach(r -> line("  resumed    %s", r.text()));
  }

  private void objects() {
    TextTable table =
        new TextTable("Objects", ">listed", ">read", ">unreadable", ">skipped", ">size", "arrived");
    Map<String, String> arrivals =
        manifest.window().arrivals().stream()
            .collect(
                Collectors.toMap(
                    WindowInfo.Arrivals::source,
                    a -> (a.unbounded() ? "all, to " : a.from() + " to ") + a.to(),
                    (a, b) -> a,
                    TreeMap::new));
    for (ObjectsInfo.SourceObjects s : manifest.objects().sources()) {
      table.row(
          s.source(),
          number(s.listed()),
          number(s.read()),
          number(s.unreadable()),
          number(Totals.of(s.skipped())),
          ByteSize.text(s.bytes()),
          arrivals.getOrDefault(s.source(), ""));
    }
    section(table);
  }

  private void records() {
    TextTable table =
        new TextTable(
            "Records",
            ">read",
            ">in window",
            ">duplicate",
            ">superseded",
            ">deleted",
            ">rejected",
            ">outside",
            ">late",
            ">dead",
            "");
    Map<String, List<Reconciliation>> bySource =
        manifest.records().reconciliation().stream()
            .collect(
                Collectors.groupingBy(Reconciliation::source, TreeMap::new, Collectors.toList()));
    bySource.forEach(
        (source, rows) ->
            table.row(
                source,
                sum(rows, Reconciliation::read),
                sum(rows, Reconciliation::winners),
                sum(rows, Reconciliation::duplicates),
                sum(rows, Reconciliation::superseded),
                sum(rows, Reconciliation::deleted),
                sum(rows, r -> Totals.of(r.rejected())),
                sum(rows, Reconciliation::outsideWindow),
                sum(rows, Reconciliation::outsideArrival),
                sum(rows, Reconciliation::deadLettered),
                rows.stream().allMatch(Reconciliation::balances) ? "balances" : "OFF"));
    section(table);
  }

  private void deadLetters() {
    Map<String, Map<String, Long>> byCode = new TreeMap<>();
    for (RecordsInfo.DeadLetters d : manifest.records().deadLetters()) {
      byCode
          .computeIfAbsent(d.code(), c -> new TreeMap<>())
          .merge(d.source() + "/" + d.entity(), d.count(), Long::sum);
    }
    TextTable table = new TextTable("Dead letters", ">count", "where");
    byCode.forEach(
        (code, places) ->
            table.row(
                code,
                number(Totals.of(places)),
                places.entrySet().stream()
                    .map(e -> e.getKey() + (places.size() > 1 ? " " + number(e.getValue()) : ""))
                    .collect(Collectors.joining(", "))));
    section(table);
  }

  private void repairs() {
    RecordsInfo.Repairs repairs = manifest.records().repairs();
    if (repairs.pinned() > 0 || repairs.redriven() > 0) {
      line("");
    }
    if (repairs.pinned() > 0) {
      line(
          "  Corrections   %s of %s applied (digest %s)",
          number(repairs.corrected()),
          number(repairs.pinned()),
          repairs.digest().substring(0, Math.min(SHORT_DIGEST, repairs.digest().length())));
    }
    if (repairs.redriven() > 0) {
      line(
          "  Redriven      %s dead letters: %s %s, %s failed again%s",
          number(repairs.redriven()),
          number(repairs.repaired()),
          manifest.isPublished() ? "repaired" : "would be repaired",
          number(repairs.diedAgain()),
          repairs.gone() == 0
              ? ""
              : ", " + number(repairs.gone()) + " gone: their objects are not there any more");
    }
  }

  private void partitions() {
    boolean done = manifest.isPublished();
    TextTable table =
        new TextTable(
            done ? "Published" : "Partitions",
            ">replaced",
            ">emptied",
            ">unchanged",
            ">open",
            ">rows before",
            ">rows after",
            ">added",
            ">removed",
            ">changed");
    for (TableTotals t : TableTotals.of(manifest.partitions().changes())) {
      table.row(
          t.table(),
          number(t.replaced()),
          number(t.emptied()),
          number(t.skipped()),
          number(t.open()),
          number(t.rowsBefore()),
          number(t.rowsAfter()),
          t.diff().map(d -> number(d.added())).orElse("?"),
          t.diff().map(d -> number(d.removed())).orElse("?"),
          t.diff().map(d -> number(d.changed())).orElse("?"));
    }
    section(table);
    listed("not published", manifest.partitions().notPublished());
    listed("rebuilt downstream", manifest.partitions().downstream());
    listed("read whole", WholeReads.texts(manifest.partitions()));
    listed("affected outside the window", manifest.partitions().affected());
    listed("lack a version that arrived too late", manifest.partitions().outsideArrival());
  }

  private void work() {
    TextTable table = new TextTable("Jobs", "");
    WorkRows.of(manifest).forEach(r -> table.row(r.jobs(), r.what()));
    section(table);
    manifest
        .work()
        .ifPresent(
            work -> {
              work.snapshots().forEach(s -> line("  Before: %s", WorkRows.text(s)));
              work.notes().forEach(note -> line("  Note: %s", note));
            });
  }

  private void listed(String title, List<String> names) {
    if (!names.isEmpty()) {
      int shown = Math.min(names.size(), MOST_FINDINGS);
      line(
          "  %s: %s%s",
          title,
          String.join(", ", names.subList(0, shown)),
          names.size() > shown ? Text.format(" and %d more", names.size() - shown) : "");
    }
  }

  private void findings() {
    findings("Blocking", manifest.findings().stream().filter(Finding::blocks).toList(), true);
    findings("Allowed", manifest.findings().stream().filter(Finding::allowed).toList(), false);
    findings(
        "Warnings",
        manifest.findings().stream()
            .filter(f -> f.severity() == Severity.WARNING && !f.allowed())
            .toList(),
        false);
  }

  private void findings(String title, List<Finding> findings, boolean withFix) {
    if (findings.isEmpty()) {
      return;
    }
    line("");
    line("  %s", title);
    for (Finding f : findings.subList(0, Math.min(findings.size(), MOST_FINDINGS))) {
      line("  %s%s: %s", f.audit(), f.place().isEmpty() ? "" : " " + f.place(), f.message());
      if (withFix && !f.fix().isEmpty()) {
        line("    what to do: %s", f.fix());
      }
    }
    if (findings.size() > MOST_FINDINGS) {
      line("  and %,d more, in the receipt", findings.size() - MOST_FINDINGS);
    }
  }

  private void verdict() {
    line("");
    String took =
        manifest
            .finishedAt()
            .map(end -> Duration.between(manifest.run().startedAt(), end).toMillis() / 1000.0)
            .map(seconds -> String.format(Locale.ROOT, " in %.1f s", seconds))
            .orElse("");
    String verdict = Text.format("Verdict: %s%s. ", manifest.verdict(), took);
    text.append(Shown.lines(verdict + VerdictSentence.of(manifest)).stripTrailing()).append('\n');
  }

  private void section(TextTable table) {
    if (!table.isEmpty()) {
      text.append('\n').append(table.text());
    }
  }

  private static String sum(
      List<Reconciliation> rows, java.util.function.ToLongFunction<Reconciliation> count) {
    return number(rows.stream().mapToLong(count).sum());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private void line(String format, Object... values) {
    text.append(Shown.line(Text.format(format, values)).stripTrailing()).append('\n');
  }
}
