package dev.medallion.replay.transforms.run.receipt;

import static dev.medallion.replay.transforms.run.receipt.HtmlTable.content;
import static dev.medallion.replay.transforms.run.receipt.HtmlTable.number;
import static dev.medallion.replay.transforms.run.receipt.HtmlTable.numbers;
import static dev.medallion.replay.transforms.run.receipt.HtmlTable.texts;
import static dev.medallion.replay.transforms.run.receipt.ReportChanges.together;
import static j2html.TagCreator.b;
import static j2html.TagCreator.body;
import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.div;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.span;
import static j2html.TagCreator.style;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;
import static j2html.TagCreator.title;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.HtmlTable.Column;
import dev.medallion.replay.transforms.warehouse.Snapshot;
import dev.medallion.replay.transforms.warehouse.WarehouseWork;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A receipt as one self-contained HTML file: the verdict first, then the changes. */
final class ReportHtml {
  private final Manifest manifest;

  private ReportHtml(Manifest manifest) {
    this.manifest = manifest;
  }

  static String of(Manifest manifest) {
    return "<!DOCTYPE html>\n" + new ReportHtml(manifest).page().render() + "\n";
  }

  private DomContent page() {
    String title = Shown.line("Replay of " + manifest.run().model() + " " + window());
    return html(
            head(
                meta().withCharset("utf-8"),
                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                title(title),
                style(rawHtml("\n" + ReportStyle.CSS))),
            body(
                h1(title),
                verdict(),
                facts(),
                findings("Blocking findings", Finding::blocks),
                ReportChanges.of(manifest),
                work(),
                deadLetters(),
                reconciliation(),
                objects(),
                findings("Allowed findings", Finding::allowed),
                findings("Warnings", f -> f.severity() == Severity.WARNING && !f.allowed()),
                drift(),
                repairs(),
                signatures()))
        .withLang("en");
  }

  private String window() {
    return manifest.window().from() + " to " + manifest.window().to();
  }

  private DomContent verdict() {
    return div(b(manifest.verdict().toString()), text(Shown.lines(VerdictSentence.of(manifest))))
        .withClass(manifest.verdict() == Verdict.GOOD ? "verdict good" : "verdict");
  }

  private DomContent facts() {
    RunInfo run = manifest.run();
    WindowInfo window = manifest.window();
    return dl(
        fact("Run", run.runId() + " (" + run.command() + ")"),
        fact("Of", run.basis()),
        fact("By", run.by()),
        fact(
            "Window",
            window()
                + ", by "
                + window.clock()
                + (window.widened().isEmpty() ? "" : "; " + window.widened())),
        fact(
            "Expanded by",
            window.expanded().stream().map(Object::toString).collect(Collectors.joining(", "))),
        fact("Tables", String.join(", ", window.tables())),
        fact("Scopes", String.join(", ", window.scopes())),
        fact("As of", window.asOf().toString()),
        fact("Warehouse", run.warehouse()),
        fact("Model", run.model() + " " + run.modelDigest()),
        fact("Code", run.codeVersion()),
        fact("Started", run.startedAt().toString()),
        each(manifest.resumes(), r -> fact("Resumed", r.text())),
        fact("Finished", manifest.finishedAt().map(Object::toString).orElse("")));
  }

  private static DomContent fact(String name, String value) {
    return iff(!value.isEmpty(), together(dt(name), dd(Shown.line(value))));
  }

  private DomContent findings(String title, Predicate<Finding> which) {
    List<Finding> findings = manifest.findings().stream().filter(which).toList();
    return section(title, findings, each(findings, ReportHtml::finding));
  }

  private static DomContent finding(Finding finding) {
    return div(
            div(Shown.line(
                    finding.audit() + (finding.place().isEmpty() ? "" : " · " + finding.place())))
                .withClass("what"),
            p(Shown.line(finding.message())),
            iff(!finding.fix().isEmpty(), p(Shown.line("What to do: " + finding.fix()))))
        .withClass(finding.blocks() ? "finding block" : "finding");
  }

  /** A heading and what it is about; nothing where there are no rows. */
  private static DomContent section(String title, List<?> rows, DomContent... parts) {
    return iff(!rows.isEmpty(), together(h2(title), together(parts)));
  }

  private DomContent work() {
    List<WorkRows.Row> rows = WorkRows.of(manifest);
    List<String> notes = manifest.work().map(WarehouseWork::notes).orElse(List.of());
    List<Snapshot> snapshots = manifest.work().map(WarehouseWork::snapshots).orElse(List.of());
    return together(
        section(
            "Jobs of the warehouse",
            rows,
            HtmlTable.of(texts("Jobs", WorkRows.Row::jobs), texts("", WorkRows.Row::what))
                .show(rows)),
        section(
            "Tables before the run",
            snapshots,
            each(snapshots, s -> p(Shown.line(WorkRows.text(s))))),
        section("Notes on tables", notes, each(notes, note -> p(Shown.line(note)))));
  }

  private DomContent deadLetters() {
    List<RecordsInfo.DeadLetters> letters = manifest.records().deadLetters();
    return section(
        "Dead letters",
        letters,
        HtmlTable.of(
                texts("Code", RecordsInfo.DeadLetters::code),
                texts("source", RecordsInfo.DeadLetters::source),
                texts("entity", RecordsInfo.DeadLetters::entity),
                numbers("count", RecordsInfo.DeadLetters::count))
            .show(letters));
  }

  /** Counts of records that arrived on a day, or on all days. */
  private record Arrived(String source, String when, List<Reconciliation> counts) {
    static Column<Arrived> sum(String name, ToLongFunction<Reconciliation> count) {
      return numbers(name, row -> row.counts().stream().mapToLong(count).sum());
    }

    DomContent balance() {
      return counts.stream().allMatch(Reconciliation::balances)
          ? text("balances")
          : span("does not balance").withClass("off");
    }
  }

  private DomContent reconciliation() {
    List<Reconciliation> all = manifest.records().reconciliation();
    Map<String, List<Reconciliation>> bySource =
        all.stream()
            .collect(
                Collectors.groupingBy(Reconciliation::source, TreeMap::new, Collectors.toList()));
    HtmlTable<Arrived> table =
        HtmlTable.of(
            texts("Source", Arrived::source),
            texts("arrived", Arrived::when),
            Arrived.sum("read", Reconciliation::read),
            Arrived.sum("in window", Reconciliation::winners),
            Arrived.sum("duplicate", Reconciliation::duplicates),
            Arrived.sum("superseded", Reconciliation::superseded),
            Arrived.sum("deleted", Reconciliation::deleted),
            Arrived.sum("rejected", r -> Totals.of(r.rejected())),
            Arrived.sum("outside window", Reconciliation::outsideWindow),
            Arrived.sum("arrived too late", Reconciliation::outsideArrival),
            Arrived.sum("dead", Reconciliation::deadLettered),
            content("", Arrived::balance));
    return section(
        "Records",
        all,
        table.show(
            bySource.entrySet().stream()
                .map(e -> new Arrived(e.getKey(), "all", e.getValue()))
                .toList()),
        details(
            summary("By arrival date"),
            table.show(
                all.stream()
                    .map(r -> new Arrived(r.source(), r.arrivalDate().toString(), List.of(r)))
                    .toList())));
  }

  private DomContent objects() {
    List<ObjectsInfo.SourceObjects> sources = manifest.objects().sources();
    return section(
        "Objects",
        sources,
        HtmlTable.of(
                texts("Source", ObjectsInfo.SourceObjects::source),
                numbers("listed", ObjectsInfo.SourceObjects::listed),
                numbers("read", ObjectsInfo.SourceObjects::read),
                numbers("unreadable", ObjectsInfo.SourceObjects::unreadable),
                numbers("skipped", s -> Totals.of(s.skipped())),
                HtmlTable.<ObjectsInfo.SourceObjects>texts("size", s -> ByteSize.text(s.bytes()))
                    .alignedRight(),
                texts(
                    "skipped by",
                    s ->
                        s.skipped().entrySet().stream()
                            .map(e -> e.getKey() + " " + number(e.getValue()))
                            .collect(Collectors.joining(", "))))
            .show(sources),
        p("Pinned as " + manifest.objects().digest()).withClass("soft"));
  }

  private DomContent drift() {
    List<RecordsInfo.Drift> drift = manifest.records().drift();
    return section(
        "Fields that differ from the contract",
        drift,
        HtmlTable.of(
                texts("Entity", RecordsInfo.Drift::entity),
                texts("path", RecordsInfo.Drift::path),
                texts("change", RecordsInfo.Drift::change),
                numbers("records", RecordsInfo.Drift::count))
            .show(drift));
  }

  /** How many there are of what. */
  private record Counted(String what, long count) {
    static DomContent table(String heading, List<Counted> rows) {
      return HtmlTable.of(texts(heading, Counted::what), numbers("records", Counted::count))
          .show(rows);
    }
  }

  private DomContent repairs() {
    RecordsInfo.Repairs repairs = manifest.records().repairs();
    List<Counted> rows =
        repairs.pinned() > 0 || repairs.redriven() > 0
            ? List.of(
                new Counted("Corrections in force, digest " + repairs.digest(), repairs.pinned()),
                new Counted("Corrected records read", repairs.corrected()),
                new Counted("Dead letters redriven", repairs.redriven()),
                new Counted("Redriven dead letters that failed again", repairs.diedAgain()),
                new Counted("Redriven dead letters whose objects are gone", repairs.gone()))
            : List.of();
    return section("Repaired records", rows, Counted.table("", rows));
  }

  private DomContent signatures() {
    List<Counted> rows =
        manifest.records().signatures().entrySet().stream()
            .map(e -> new Counted(e.getKey(), e.getValue()))
            .toList();
    return section("Signatures", rows, Counted.table("Outcome", rows));
  }
}
