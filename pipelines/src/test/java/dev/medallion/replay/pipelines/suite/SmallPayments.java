package dev.medallion.replay.pipelines.suite;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest lake of the payments system that a replay of two days finds nothing wrong with, to
 * be spoiled in one place by a test.
 */
public final class SmallPayments {
  public static final String FROM = "2026-02-03";
  public static final String TO = "2026-02-04";

  /** The run that extracted the records of {@link #FROM}. */
  public static final String RUN = "batch-20260204T021000Z";

  private SmallPayments() {}

  /** A bench for the two days, long after everything arrived. */
  public static Bench bench(Path folder, Path root, String... more) {
    List<String> defaults =
        new ArrayList<>(
            List.of(
                "--input=" + root,
                "--from=" + FROM,
                "--to=" + TO,
                "--asOf=2026-04-15T00:00:00Z",
                "--signatureSecrets=" + PaymentsSample.SECRETS,
                "--shards=1",
                "--progress=off"));
    if (List.of(more).stream().noneMatch(o -> o.startsWith("--model="))) {
      defaults.add("--model=payments");
    }
    defaults.addAll(List.of(more));
    return new Bench(folder, defaults.toArray(String[]::new));
  }

  /** A payment on either day, as every entity sees it, and an event of the first. */
  public static Bronze good(Path root) {
    Bronze bronze = Bronze.of(Lake.in(root));
    day(bronze, FROM, TO, RUN, "1");
    day(bronze, TO, "2026-02-05", "batch-20260205T021500Z", "2");
    return bronze
        .delivery(FROM, "evt_1", event("evt_1", FROM + "T10:00:00Z", 1770112800))
        .delivery(TO, "evt_2", event("evt_2", TO + "T10:00:00Z", 1770199200));
  }

  private static void day(Bronze bronze, String created, String arrived, String run, String n) {
    String at = created + "T10:00:00Z";
    bronze.run(
        "charges",
        arrived,
        run,
        BronzeRecord.charge("ch_" + n, at)
            .with("customer", quoted("cus_" + n))
            .with("payment_intent", quoted("pi_" + n))
            .with("invoice", quoted("in_" + n))
            .json());
    bronze.run(
        "payment_intents",
        arrived,
        run,
        BronzeRecord.intent("pi_" + n, at)
            .with("customer", quoted("cus_" + n))
            .with("latest_charge", quoted("ch_" + n))
            .with("invoice", quoted("in_" + n))
            .json());
    bronze.run(
        "invoices",
        arrived,
        run,
        BronzeRecord.invoice("in_" + n, at).with("customer", quoted("cus_" + n)).json());
    bronze.run("customers", arrived, run, BronzeRecord.customer("cus_" + n, at).json());
  }

  /** A delivery that says that charge {@code ch_1} succeeded. */
  public static String event(String id, String received, long created) {
    return """
    {"event_id":"%1$s","received_ts":"%2$s","headers":{"content-type":"application/json"},\
    "payload":{"id":"%1$s","type":"charge.succeeded","created":%3$d,\
    "data":{"object":{"amount":1000,"created":1770112800,"currency":"usd","customer":"cus_1",\
    "id":"ch_1","object":"charge","status":"succeeded"}}}}"""
        .formatted(id, received, created);
  }
}
