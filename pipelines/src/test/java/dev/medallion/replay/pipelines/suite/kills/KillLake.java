package dev.medallion.replay.pipelines.suite.kills;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;

import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import java.nio.file.Path;

/**
 * Two days of payments, and one that comes later, all published once; then more arrives for the
 * second day, and the two days are what the runs replay that are killed. The third is none of their
 * business: what arrives more came before its time.
 */
final class KillLake {
  static final String ELSEWHERE = "2026-02-20";
  static final String FROM = SmallPayments.FROM;
  static final String TO = SmallPayments.TO;
  static final String AS_OF = "2026-04-15T00:00:00Z";
  private static final String RUN = "batch-20260206T020000Z";
  private static final String ARRIVED = "2026-02-06";

  private KillLake() {}

  /** What the days hold at first. */
  static Bronze begin(Path root) {
    String at = ELSEWHERE + "T10:00:00Z";
    String run = "batch-20260221T020000Z";
    return SmallPayments.good(root)
        .run(
            "charges",
            "2026-02-21",
            run,
            BronzeRecord.charge("ch_0", at).with("customer", quoted("cus_0")).json())
        .run("customers", "2026-02-21", run, BronzeRecord.customer("cus_0", at).json())
        .delivery(ELSEWHERE, "evt_0", SmallPayments.event("evt_0", at, 1771581600));
  }

  /** A charge changes, another is new, one more has no id, and an event comes of it. */
  static void grow(Bronze bronze) {
    String at = TO + "T11:00:00Z";
    bronze
        .run(
            "charges",
            ARRIVED,
            RUN,
            BronzeRecord.charge("ch_2", TO + "T10:00:00Z")
                .with("customer", quoted("cus_2"))
                .with("payment_intent", quoted("pi_2"))
                .with("invoice", quoted("in_2"))
                .with("status", quoted("failed"))
                .extracted(ARRIVED + "T02:00:00Z")
                .json(),
            BronzeRecord.charge("ch_3", at).with("customer", quoted("cus_3")).json(),
            BronzeRecord.charge("ch_4", at).without("id").json())
        .run("customers", ARRIVED, RUN, BronzeRecord.customer("cus_3", at).json())
        .delivery(TO, "evt_3", SmallPayments.event("evt_3", TO + "T11:00:00Z", 1770202800));
  }
}
