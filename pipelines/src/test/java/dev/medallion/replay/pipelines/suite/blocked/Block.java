package dev.medallion.replay.pipelines.suite.blocked;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.intent;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.invoice;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;

import dev.medallion.replay.pipelines.suite.BeforeGraphRunner;
import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.PaymentsSample;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One way to be blocked.
 *
 * @param audit that blocks, and no other
 * @param why what was done to the lake, its model or the options
 * @param says part of the finding's message: what is wrong, and where
 * @param advises part of what it says to do
 * @param published whether there is a warehouse with the window's days in it
 */
record Block(
    String audit,
    String why,
    String says,
    String advises,
    boolean published,
    Consumer<Spoiled> spoil) {

  private static final String AT = SmallPayments.FROM + "T10:00:00Z";

  static final List<Block> ALL =
      List.of(
          new Block(
              "incomplete_input",
              "a gzip that ends in the middle",
              "run_id=batch-20260204T021500Z/part-00000.jsonl could not be read to its end",
              "restore it or extract it again",
              false,
              s -> copy(PaymentsSample.CORRUPT_GZIP, s.bronze().lake())),
          new Block(
              "incomplete_input",
              "a folder that is shorter than its sidecar says",
              "run_id=batch-20260204T021500Z holds 12 records, but its sidecar says 15 in 1 parts",
              "extract that run again",
              false,
              s -> copy(PaymentsSample.SHORT_RUN_FOLDER, s.bronze().lake())),
          new Block(
              "incomplete_input",
              "a folder in an object's place",
              "run_id=odd/part-00000.jsonl could not be read to its end",
              "restore it or extract it again",
              true,
              s ->
                  s.bronze()
                      .lake()
                      .put(Bronze.part("charges", "2026-02-04", "odd") + "/a file", "")),
          new Block(
              "no_objects",
              "a source that has nothing below its root",
              "source webhooks has no object under",
              "check --input=webhooks=<root>",
              false,
              s -> {
                Lake lake = s.bronze().lake();
                lake.objects().stream()
                    .filter(o -> o.contains("entity=webhook_events"))
                    .forEach(lake::delete);
              }),
          new Block(
              "unmatched_objects",
              "a layout that gained a level",
              "source bronze: 1 objects match no path of the model and are not read: 1 like",
              "correct the source's path in model.yaml",
              true,
              s ->
                  s.bronze()
                      .lake()
                      .put(
                          Bronze.folder("charges", "2026-02-04", "deep")
                              + "/hour=13/part-00000.jsonl",
                          Bronze.lines(charge("ch_deep", AT).json()))),
          new Block(
              "arrival_not_applied",
              "an object that changed after it named its day",
              "source bronze: 1 objects that arrived in the window are not applied with the content",
              "run again",
              true,
              s -> {
                String changed = charge("ch_other", AT).json();
                s.bronze().run("charges", "2026-02-04", "grows", charge("ch_grown", AT).json());
                s.option("--windowClock", "arrival");
                s.option("--runner", BeforeGraphRunner.class.getName());
                BeforeGraphRunner.second(
                    () -> s.bronze().run("charges", "2026-02-04", "grows", changed));
              }),
          new Block(
              "misplaced",
              "days of seconds that were taken for milliseconds",
              "versions of charge belong to days (1970-01-21 to 1970-01-21) and arrived outside",
              "correct the format of created in model.yaml",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-02-04",
                          "seconds",
                          charge("ch_s1", "1970-01-21T10:00:00Z").json(),
                          charge("ch_s2", "1970-01-21T10:00:00Z").json(),
                          charge("ch_s3", "1970-01-21T10:00:00Z").json())),
          new Block(
              "dead_letter_ratio",
              "records of another contract",
              "3 of 16 records of source bronze are dead letters (18.8 %, the limit is 5.0 %)",
              "check the dead letters' codes",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-02-04",
                          "other",
                          charge("ch_other", AT).with("status", quoted("lost")).json(),
                          charge("ch_other", AT).with("status", quoted("gone")).json(),
                          charge("ch_other", AT).with("status", quoted("void")).json(),
                          charge("ch_same", AT).json())),
          new Block(
              "unique_key",
              "SQL that multiplies rows",
              "1 key (id) with more than one row",
              "look in silver/invoices.sql for a join",
              true,
              s ->
                  s.model()
                      .replace(
                          "silver/invoices.sql",
                          "FROM invoice",
                          "FROM invoice, (VALUES (1), (2)) twice")),
          new Block(
              "not_null",
              "SQL that loses a key",
              "1 rows have no id, which is part of the key",
              "correct silver/charges.sql",
              true,
              s ->
                  s.model()
                      .replace("silver/charges.sql", "  id,\n", "  nullif(id, 'ch_1') AS id,\n")),
          new Block(
              "cents_are_plausible",
              "a charge of 20 million",
              "1 offending rows returned by audits/cents_are_plausible.sql",
              "run that SQL on them",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-02-04",
                          "rich",
                          charge("ch_rich", AT).with("amount", "2000000000").json())),
          new Block(
              "row_drop",
              "a day whose only charge turned out to be another day's",
              "all of its 1 rows would be removed",
              "--allow=row_drop:charges/2026-02-04",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-02-05",
                          Published.SECOND_RUN,
                          charge("ch_old", "2026-01-20T10:00:00Z").json())),
          new Block(
              "eroded",
              "an object that fed a published row is gone",
              "1 objects of the published rows do not exist any more, e.g. bronze/source=stripe/",
              "--allow=eroded:invoices/2026-02-03",
              true,
              s -> {
                String gone = Bronze.folder("invoices", "2026-02-04", SmallPayments.RUN);
                s.bronze().lake().delete(gone + "/part-00000.jsonl");
                s.bronze().lake().delete(gone + "/_metadata.json");
                s.bronze()
                    .run(
                        "invoices",
                        "2026-02-04",
                        "batch-20260204T031500Z",
                        invoice("in_1", AT).with("customer", quoted("cus_1")).json());
              }),
          new Block(
              "eroded",
              "days whose objects have begun to expire",
              "source bronze keeps only P90D, so some may be deleted",
              "replay later days",
              true,
              s -> s.option("--asOf", "2026-05-04T12:00:00Z")),
          new Block(
              "correction_without_effect",
              "a correction whose object has other content",
              "part-00000.jsonl#0 has no effect: its object has other content now",
              "redrive --withdraw='bronze/source=stripe/",
              true,
              s ->
                  StaleCorrection.of(
                      s.state(), Bronze.part("charges", "2026-02-04", SmallPayments.RUN))),
          new Block(
              "correction_without_effect",
              "a correction whose object is gone",
              "part-00000.jsonl#0 has no effect: its object does not exist any more",
              "--allow=correction_without_effect, then correct",
              true,
              s -> StaleCorrection.of(s.state(), Bronze.part("charges", "2026-02-04", "gone"))),
          new Block(
              "arrives_exceeded",
              "a change that arrived after its day's range",
              "1 version that would win arrived outside P1D/P35D of their day",
              "--arrives=P1D/P36D lets them in",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-03-11",
                          "late",
                          charge("ch_1", AT)
                              .with("status", quoted("failed"))
                              .extracted("2026-03-11T02:15:00Z")
                              .json())),
          new Block(
              "affected",
              "a charge that moved to a published day outside the window",
              "1 entity moved between the window and this published partition",
              "--expand=affected",
              true,
              s ->
                  s.bronze()
                      .run(
                          "charges",
                          "2026-02-05",
                          "moved",
                          charge("ch_3", "2026-02-02T10:00:00Z")
                              .extracted("2026-02-05T02:15:00Z")
                              .json())),
          new Block(
              "newer_published",
              "an earlier as-of than that of the published rows",
              "1 published version is newer than what was read",
              "a later --as-of",
              true,
              s -> s.option("--asOf", "2026-02-15T00:00:00Z")),
          new Block(
              "unpublished_input",
              "gold alone, of a charge that changed",
              "charges/2026-02-03, which differs from the published partition",
              "add charges: --tables=charges,fct_payments",
              true,
              s -> {
                s.option("--tables", "fct_payments");
                s.bronze()
                    .run(
                        "charges",
                        "2026-02-05",
                        "changed",
                        charge("ch_1", AT)
                            .with("status", quoted("failed"))
                            .extracted("2026-02-05T02:15:00Z")
                            .json());
              }),
          new Block(
              "lookback_exceeded",
              "an intent two days after its charge",
              "1 rows of charges refer to payment_intents in partition 2026-02-04",
              "raise lookback or lookahead of payment_intents under fct_payments in model.yaml",
              true,
              s ->
                  s.bronze()
                      .run(
                          "payment_intents",
                          "2026-02-05",
                          "far",
                          intent("pi_far", "2026-02-04T11:00:00Z").json())));

  @Override
  public String toString() {
    return audit + ": " + why;
  }

  /** Adds the objects of a sample: a run folder beside those that are there. */
  private static void copy(Path sample, Lake to) {
    for (String object : Lake.in(sample).objects()) {
      try {
        to.put(object, Files.readAllBytes(sample.resolve(object)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
