package dev.medallion.replay.transforms.run.receipt;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A receipt as one self-contained HTML file: the verdict first, then the changes. */
final class ReportHtml {
  private final Manifest manifest;
  private final Html html = new Html();

  private ReportHtml(Manifest manifest) {
    this.manifest = manifest;
  }

  static String of(Manifest manifest) {
    return new ReportHtml(manifest).write();
  }

  private String write() {
    String title = "Replay of " + manifest.run().model() + " " + window();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<title>" + Html.escape(title) + "</title>")
        .raw("<style>\n" + ReportStyle.CSS + "</style></head><body>")
        .raw("<h1>" + Html.escape(title) + "</h1>");
    verdict();
    facts();
    findings("Blocking findings", manifest.findings().stream().filter(Finding::blocks).toList());
    changes();
    deadLetters();
    reconciliation();
    objects();
    findings("Allowed findings", manifest.findings().stream().filter(Finding::allowed).toList());
    findings(
        "Warnings",
        manifest.findings().stream()
            .filter(f -> f.severity() == Severity.WARNING && !f.allowed())
            .toList());
    drift();
    return html.raw("</body></html>").toString();
  }

  private String window() {
    return manifest.window().from() + " to " + manifest.window().to();
  }

  private void verdict() {
    boolean good = manifest.verdict() == Verdict.GOOD;
    html.raw(
        Text.format(
            "<div class=\"verdict%s\"><b>%s</b>%s</div>",
            good ? " good" : "", manifest.verdict(), Html.escape(VerdictSentence.of(manifest))));
  }

  private void facts() {
    RunInfo run = manifest.run();
    WindowInfo window = manifest.window();
    html.raw("<dl>");
    fact("Run", run.runId() + " (" + run.command() + ")");
    fact("Of", run.basis());
    fact("By", run.by());
    fact(
        "Window",
        window()
            + ", by "
            + window.clock()
            + (window.widened().isEmpty() ? "" : "; " + window.widened()));
    fact("Expanded by", join(window.expanded()));
    fact("Tables", String.join(", ", window.tables()));
    fact("As of", window.asOf().toString());
    fact("Warehouse", run.warehouse());
    fact("Model", run.model() + " " + run.modelDigest());
    fact("Code", run.codeVersion());
    fact("Started", run.startedAt().toString());
    manifest.resumes().forEach(r -> fact("Resumed", r.text()));
    manifest.finishedAt().ifPresent(at -> fact("Finished", at.toString()));
    html.raw("</dl>");
  }

  private void fact(String name, String value) {
    if (!value.isEmpty()) {
      html.raw(Text.format("<dt>%s</dt><dd>%s</dd>", Html.escape(name), Html.escape(value)));
    }
  }

  private void changes() {
    PartitionsInfo partitions = manifest.partitions();
    if (partitions.changes().isEmpty()) {
      return;
    }
    html.heading(manifest.isPublished() ? "Changes" : "Planned changes");
    html.raw(
        "<p class=\"soft key\">Rows:<i class=\"added\"></i>added<i class=\"changed\"></i>changed"
            + "<i class=\"removed\"></i>removed<i class=\"same\"></i>same</p>");
    html.table(
        List.of(
            "Table",
            ">replaced",
            ">emptied",
            ">unchanged",
            ">open",
            ">rows before",
            ">rows after",
            ""),
        TableTotals.of(partitions.changes()).stream()
            .map(
                t ->
                    List.of(
                        t.table(),
                        number(t.replaced()),
                        number(t.emptied()),
                        number(t.skipped()),
                        number(t.open()),
                        number(t.rowsBefore()),
                        number(t.rowsAfter()),
                        t.diff().map(ReportHtml::bar).orElse("")))
            .toList());
    for (TableTotals t : TableTotals.of(partitions.changes())) {
      html.raw("<details><summary>" + Html.escape(t.table()) + " by partition</summary>");
      html.table(
          List.of("Partition", "", ">rows before", ">rows after", "complete", "checksum after", ""),
          partitions.changes().stream()
              .filter(c -> c.table().equals(t.table()))
              .map(ReportHtml::partition)
              .toList());
      html.raw("</details>");
    }
    listed("Not published", partitions.notPublished());
    listed("Rebuilt downstream", partitions.downstream());
    listed("Affected outside the window", partitions.affected());
    listed("Lack a version that arrived too late", partitions.outsideArrival());
  }

  private static List<String> partition(PartitionChange c) {
    return List.of(
        c.partition(),
        c.isPublished() ? c.action().name().toLowerCase(Locale.ROOT) : "not published",
        number(c.rowsBefore()),
        number(c.rowsAfter()),
        c.completeness(),
        c.checksumAfter(),
        c.diff().map(ReportHtml::bar).orElse(""));
  }

  private static String bar(PartitionChange.Diff diff) {
    double all = diff.added() + diff.changed() + diff.removed() + diff.same();
    if (all == 0) {
      return "";
    }
    String title =
        Text.format(
            "%,d added, %,d changed, %,d removed, %,d same",
            diff.added(), diff.changed(), diff.removed(), diff.same());
    return Html.MARKUP
        + Text.format("<span class=\"bar\" title=\"%s\">", title)
        + piece("added", diff.added() / all)
        + piece("changed", diff.changed() / all)
        + piece("removed", diff.removed() / all)
        + piece("same", diff.same() / all)
        + "</span>";
  }

  private static String piece(String kind, double share) {
    return share == 0
        ? ""
        : String.format(
            Locale.ROOT, "<i class=\"%s\" style=\"width:%.1f%%\"></i>", kind, share * 100);
  }

  private void listed(String title, List<String> names) {
    if (!names.isEmpty()) {
      html.paragraph(title + ": " + String.join(", ", names));
    }
  }

  private void findings(String title, List<Finding> findings) {
    if (findings.isEmpty()) {
      return;
    }
    html.heading(title);
    for (Finding f : findings) {
      html.raw(Text.format("<div class=\"finding%s\">", f.blocks() ? " block" : ""))
          .raw(
              Text.format(
                  "<div class=\"what\">%s</div>",
                  Html.escape(f.audit() + (f.place().isEmpty() ? "" : " · " + f.place()))))
          .paragraph(f.message());
      if (!f.fix().isEmpty()) {
        html.paragraph("What to do: " + f.fix());
      }
      html.raw("</div>");
    }
  }

  private void deadLetters() {
    if (manifest.records().deadLetters().isEmpty()) {
      return;
    }
    html.heading("Dead letters");
    html.table(
        List.of("Code", "source", "entity", ">count"),
        manifest.records().deadLetters().stream()
            .map(d -> List.of(d.code(), d.source(), d.entity(), number(d.count())))
            .toList());
  }

  private void reconciliation() {
    List<Reconciliation> all = manifest.records().reconciliation();
    if (all.isEmpty()) {
      return;
    }
    html.heading("Records");
    List<List<String>> rows = new ArrayList<>();
    Map<String, List<Reconciliation>> bySource =
        all.stream()
            .collect(
                Collectors.groupingBy(Reconciliation::source, TreeMap::new, Collectors.toList()));
    bySource.forEach((source, of) -> rows.add(row(source, "all", of)));
    List<String> columns =
        List.of(
            "Source",
            "arrived",
            ">read",
            ">in window",
            ">duplicate",
            ">superseded",
            ">deleted",
            ">rejected",
            ">outside window",
            ">arrived too late",
            ">dead",
            "");
    html.table(columns, rows);
    html.raw("<details><summary>By arrival date</summary>");
    html.table(
        columns,
        all.stream().map(r -> row(r.source(), r.arrivalDate().toString(), List.of(r))).toList());
    html.raw("</details>");
  }

  private static List<String> row(String source, String arrived, List<Reconciliation> of) {
    return List.of(
        source,
        arrived,
        sum(of, Reconciliation::read),
        sum(of, Reconciliation::winners),
        sum(of, Reconciliation::duplicates),
        sum(of, Reconciliation::superseded),
        sum(of, Reconciliation::deleted),
        sum(of, r -> Totals.of(r.rejected())),
        sum(of, Reconciliation::outsideWindow),
        sum(of, Reconciliation::outsideArrival),
        sum(of, Reconciliation::deadLettered),
        of.stream().allMatch(Reconciliation::balances)
            ? "balances"
            : Html.MARKUP + "<span class=\"off\">does not balance</span>");
  }

  private void objects() {
    if (manifest.objects().sources().isEmpty()) {
      return;
    }
    html.heading("Objects");
    html.table(
        List.of("Source", ">listed", ">read", ">unreadable", ">skipped", ">size", "skipped by"),
        manifest.objects().sources().stream()
            .map(
                s ->
                    List.of(
                        s.source(),
                        number(s.listed()),
                        number(s.read()),
                        number(s.unreadable()),
                        number(Totals.of(s.skipped())),
                        ByteSize.text(s.bytes()),
                        s.skipped().entrySet().stream()
                            .map(e -> e.getKey() + " " + number(e.getValue()))
                            .collect(Collectors.joining(", "))))
            .toList());
    html.raw(
        Text.format(
            "<p class=\"soft\">Pinned as %s</p>", Html.escape(manifest.objects().digest())));
  }

  private void drift() {
    RecordsInfo records = manifest.records();
    if (!records.drift().isEmpty()) {
      html.heading("Fields that differ from the contract");
      html.table(
          List.of("Entity", "path", "change", ">records"),
          records.drift().stream()
              .map(d -> List.of(d.entity(), d.path(), d.change(), number(d.count())))
              .toList());
    }
    RecordsInfo.Repairs repairs = records.repairs();
    if (repairs.pinned() > 0 || repairs.redriven() > 0) {
      html.heading("Repaired records");
      html.table(
          List.of("", ">records"),
          List.of(
              List.of("Corrections in force, digest " + repairs.digest(), number(repairs.pinned())),
              List.of("Corrected records read", number(repairs.corrected())),
              List.of("Dead letters redriven", number(repairs.redriven())),
              List.of("Redriven dead letters that failed again", number(repairs.diedAgain()))));
    }
    if (!records.signatures().isEmpty()) {
      html.heading("Signatures");
      html.table(
          List.of("Outcome", ">records"),
          records.signatures().entrySet().stream()
              .map(e -> List.of(e.getKey(), number(e.getValue())))
              .toList());
    }
  }

  private static String join(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String sum(
      List<Reconciliation> rows, java.util.function.ToLongFunction<Reconciliation> count) {
    return number(rows.stream().mapToLong(count).sum());
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
