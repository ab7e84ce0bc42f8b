package dev.medallion.replay.transforms.run.receipt;

import static dev.medallion.replay.transforms.run.receipt.HtmlTable.content;
import static dev.medallion.replay.transforms.run.receipt.HtmlTable.numbers;
import static dev.medallion.replay.transforms.run.receipt.HtmlTable.texts;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.i;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.join;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.text;

import dev.medallion.replay.options.message.Text;
import j2html.tags.DomContent;
import j2html.tags.UnescapedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run changes, by table and by partition, as a part of {@link ReportHtml}. */
final class ReportChanges {
  private static final HtmlTable<TableTotals> TABLES =
      HtmlTable.of(
          texts("Table", TableTotals::table),
          numbers("replaced", TableTotals::replaced),
          numbers("emptied", TableTotals::emptied),
          numbers("unchanged", TableTotals::skipped),
          numbers("open", TableTotals::open),
          numbers("rows before", TableTotals::rowsBefore),
          numbers("rows after", TableTotals::rowsAfter),
          content("", t -> bar(t.diff())));

  private static final HtmlTable<PartitionChange> PARTITIONS =
      HtmlTable.of(
          texts("Partition", PartitionChange::partition),
          texts("", ReportChanges::action),
          numbers("rows before", PartitionChange::rowsBefore),
          numbers("rows after", PartitionChange::rowsAfter),
          texts("complete", PartitionChange::completeness),
          texts("checksum after", PartitionChange::checksumAfter),
          content("", c -> bar(c.diff())));

  private ReportChanges() {}

  static DomContent of(Manifest manifest) {
    PartitionsInfo partitions = manifest.partitions();
    List<TableTotals> totals = TableTotals.of(partitions.changes());
    return iff(
        !partitions.changes().isEmpty(),
        together(
            h2(manifest.isPublished() ? "Changes" : "Planned changes"),
            p(
                    text("Rows:"),
                    i().withClass("added"),
                    text("added"),
                    i().withClass("changed"),
                    text("changed"),
                    i().withClass("removed"),
                    text("removed"),
                    i().withClass("same"),
                    text("same"))
                .withClasses("soft", "key"),
            TABLES.show(totals),
            each(
                totals,
                t ->
                    details(
                        summary(t.table() + " by partition"),
                        PARTITIONS.show(
                            partitions.changes().stream()
                                .filter(c -> c.table().equals(t.table()))
                                .toList()))),
            listed("Not published", partitions.notPublished()),
            listed("Rebuilt downstream", partitions.downstream()),
            listed("Read whole", WholeReads.texts(partitions)),
            listed("Affected outside the window", partitions.affected()),
            listed("Lack a version that arrived too late", partitions.outsideArrival())));
  }

  /** Parts of a page that stand side by side. */
  static UnescapedText together(DomContent... parts) {
    return join((Object[]) parts);
  }

  private static DomContent listed(String title, List<String> names) {
    return iff(!names.isEmpty(), p(title + ": " + String.join(", ", names)));
  }

  private static String action(PartitionChange change) {
    return change.isPublished() ? change.action().name().toLowerCase(Locale.ROOT) : "not published";
  }

  private static DomContent bar(Optional<PartitionChange.Diff> known) {
    PartitionChange.Diff diff = known.orElse(new PartitionChange.Diff(0, 0, 0, 0));
    double all = diff.added() + diff.changed() + diff.removed() + diff.same();
    return iff(
        all > 0,
        span(each(
                Stream.of(
                    piece("added", diff.added() / all),
                    piece("changed", diff.changed() / all),
                    piece("removed", diff.removed() / all),
                    piece("same", diff.same() / all))))
            .withClass("bar")
            .withTitle(
                Text.format(
                    "%,d added, %,d changed, %,d removed, %,d same",
                    diff.added(), diff.changed(), diff.removed(), diff.same())));
  }

  private static DomContent piece(String kind, double share) {
    return iff(
        share > 0,
        i().withClass(kind).withStyle(String.format(Locale.ROOT, "width:%.1f%%", share * 100)));
  }
}
