package dev.medallion.replay.pipelines.suite.blocked;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.intent;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.pipelines.suite.Bench;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.audit.Audit;
import dev.medallion.replay.transforms.flow.audit.Audits;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import dev.medallion.replay.transforms.model.Severity;
import dev.medallion.replay.transforms.run.receipt.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarningsTest {
  private static final String AT = SmallPayments.FROM + "T10:00:00Z";

  @Test
  void everyWarningIsNamedAndNoneOfThemKeepsTheRunFromPublishing(@TempDir Path folder)
      throws IOException {
    Bronze lake = SmallPayments.good(folder.resolve("lake"));
    Lake objects = lake.lake();
    // foreign_key, missing_sidecar
    objects.put(
        Bronze.part("charges", "2026-02-04", "alone"),
        Bronze.lines(
            charge("ch_orphan", AT).with("customer", quoted("cus_nobody")).json(),
            charge("ch_over", AT)
                .with("amount", "2000")
                .with("payment_intent", quoted("pi_less"))
                .json()));
    // payment_amounts_agree, an audit of the model
    lake.run("payment_intents", "2026-02-04", "less", intent("pi_less", AT).json());
    // leftover_parts
    objects.put(
        Bronze.folder("charges", "2026-02-04", SmallPayments.RUN) + "/part-00001.jsonl",
        Bronze.lines(charge("ch_left", AT).json()));
    // misplaced, of an entity with enough others
    lake.run("charges", "2026-02-04", "odd", charge("ch_1970", "1970-01-21T10:00:00Z").json());
    // no finding: a leftover of whoever wrote the run
    objects.put(Bronze.folder("charges", "2026-02-04", SmallPayments.RUN) + "/_SUCCESS", "");
    // markers, both ways; day_without_objects
    objects.delete(Bronze.marker("evt_1")).delete(Bronze.payload("2026-02-04", "evt_2"));
    // arrives_exceeded of a day outside the window; its bronze is then not fresh any more
    lake.run("charges", "2026-02-03", "before", charge("ch_0", "2026-02-02T10:00:00Z").json());
    lake.run(
        "charges",
        "2026-03-10",
        "late",
        charge("ch_0", "2026-02-02T10:00:00Z")
            .with("status", quoted("failed"))
            .extracted("2026-03-10T02:15:00Z")
            .json());
    // baseline: a day of twelve charges, after days of a few
    lake.run(
        "charges",
        "2026-02-08",
        "many",
        IntStream.range(10, 22)
            .mapToObj(i -> charge("ch_many" + i, "2026-02-07T10:00:00Z").json())
            .toArray(String[]::new));
    Bench bench = SmallPayments.bench(folder, objects.root());
    // a correction of a day that is not read, of which nothing can be said
    StaleCorrection.of(bench.state(), Bronze.part("charges", "2025-02-04", "elsewhere"));

    // foreign_rows
    assertThat(bench.run("--asOf=2026-03-11T12:00:00Z").exitCode(), is(0));
    bench.writeByHand("UPDATE silver.charges SET amount = 1");

    Bench.Outcome outcome = bench.run("--to=2026-02-08", "--asOf=2026-03-11T12:00:00Z");

    assertThat(outcome.err() + outcome.out(), outcome.exitCode(), is(0));
    Set<String> warned =
        outcome.manifest().findings().stream()
            .filter(f -> f.severity() == Severity.WARNING)
            .map(Finding::audit)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(warned, is(warnings()));
    // A terminal shows a dozen of them, the report all.
    String report = Files.readString(outcome.runFolder().resolve("report.html"));
    warned.forEach(w -> assertThat(report, containsString(w)));
    assertThat(outcome.out(), containsString("\n  misplaced: 1 of "));
    assertThat(
        bench.tables().value("SELECT count(*) FROM silver.charges WHERE created_date='2026-02-03'"),
        is("4"));
  }

  /** Of a model without scopes no scope is unknown: suite.scopes has that warning. */
  private static Set<String> warnings() {
    Model model = ModelLoader.load(ModelFiles.builtIn("payments"));
    return Audits.all(model).stream()
        .filter(a -> a.severity() == Severity.WARNING)
        .map(Audit::name)
        .filter(name -> !name.equals("unknown_scope"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
