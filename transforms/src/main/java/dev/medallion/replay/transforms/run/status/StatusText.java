package dev.medallion.replay.transforms.run.status;

import dev.medallion.replay.options.message.Shown;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.transforms.run.receipt.TextTable;
import dev.medallion.replay.transforms.run.status.Status.Progress;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The current state, for a terminal: the newest run last, where the eye is. */
public final class StatusText {
  private static final int MOST_RUNS = 20;
  private static final int MOST_PARTITIONS = 3;

  private final Status status;
  private final StringBuilder text = new StringBuilder();

  private StatusText(Status status) {
    this.status = status;
  }

  public static String of(Status status) {
    return new StatusText(status).write();
  }

  private String write() {
    line("Warehouse  " + status.warehouse());
    line("State      " + status.state());
    status.notes().forEach(n -> line("Note       " + n));
    sizes();
    open();
    leases();
    runs();
    pending();
    return text.toString();
  }

  private void sizes() {
    TextTable table = new TextTable("Sizes", ">files", ">size");
    status.sizes().forEach(s -> table.row(s.what(), number(s.files()), ByteSize.text(s.bytes())));
    section(table);
  }

  private void open() {
    Map<String, List<Status.Open>> byTable =
        status.openPartitions().stream()
            .collect(Collectors.groupingBy(Status.Open::table, TreeMap::new, Collectors.toList()));
    TextTable table = new TextTable("Open partitions", ">open", ">due", "from", "to", "open until");
    byTable.forEach(
        (name, open) ->
            table.row(
                name,
                number(open.size()),
                number(open.stream().filter(Status.Open::due).count()),
                open.get(0).partition(),
                open.get(open.size() - 1).partition(),
                open.stream()
                    .flatMap(o -> o.until().stream())
                    .max(Comparator.naturalOrder())
                    .map(LocalDate::toString)
                    .orElse("")));
    section(table);
    awaited();
    long due = status.openPartitions().stream().filter(Status.Open::due).count();
    if (due > 0) {
      line(
          "  "
              + Text.format(
                  "due: everything that belongs to them has arrived; replay their days (%,d)",
                  due));
    }
  }

  private void awaited() {
    Set<String> awaited = new TreeSet<>();
    status.openPartitions().forEach(o -> awaited.addAll(o.waitsFor()));
    if (!awaited.isEmpty()) {
      line(
          Text.format(
              "  waiting for what is not published (%,d): %s%s",
              awaited.size(),
              awaited.stream().limit(MOST_PARTITIONS).collect(Collectors.joining(", ")),
              awaited.size() > MOST_PARTITIONS ? ", ..." : ""));
    }
  }

  private void leases() {
    TextTable table = new TextTable("Leases", "holder", "", "since", ">held", "partitions");
    for (Status.Lease lease : status.leases()) {
      List<String> held = lease.partitions();
      table.row(
          lease.runId(),
          lease.owner(),
          lease.alive() ? "alive" : "dead; the next run takes the lease over",
          lease.since().truncatedTo(ChronoUnit.SECONDS).toString(),
          number(held.size()),
          String.join(", ", held.subList(0, Math.min(held.size(), MOST_PARTITIONS)))
              + (held.size() > MOST_PARTITIONS ? ", ..." : ""));
    }
    section(table);
  }

  private void runs() {
    TextTable table =
        new TextTable(
            "Runs",
            "command",
            "model",
            "window",
            "started",
            "verdict",
            ">replaced",
            ">emptied",
            ">unchanged");
    List<Status.Run> runs = status.runs();
    int earlier = Math.max(0, runs.size() - MOST_RUNS);
    for (Status.Run run : runs.subList(earlier, runs.size())) {
      table.row(
          run.runId(),
          run.command(),
          run.model(),
          run.from() + " to " + run.to() + (run.clock().equals("arrival") ? " by arrival" : ""),
          run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
          verdict(run),
          number(run.replaced()),
          number(run.emptied()),
          number(run.unchanged()));
    }
    section(table);
    if (earlier > 0) {
      line("  " + Text.format("%,d earlier runs: --format=json lists all", earlier));
    }
  }

  private static String verdict(Status.Run run) {
    if (run.progress() == Progress.ENDED) {
      return run.verdict();
    }
    return switch (run.progress()) {
      case RUNNING -> "running";
      case STOPPED -> run.verdict().equals("FAILED") ? "failed" : "crashed";
      default -> "not ended";
    };
  }

  private void pending() {
    if (status.pendingResumes().isEmpty()) {
      return;
    }
    line("");
    line("  Resume with");
    status.pendingResumes().forEach(p -> line("  ./replay " + p.resumeWith()));
  }

  private void section(TextTable table) {
    if (!table.isEmpty()) {
      text.append('\n').append(table.text());
    }
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private void line(String line) {
    text.append(Shown.line(line).stripTrailing()).append('\n');
  }
}
