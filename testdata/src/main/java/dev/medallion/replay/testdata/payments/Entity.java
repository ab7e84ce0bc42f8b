package dev.medallion.replay.testdata.payments;

/** What is extracted, in the order in which a run extracts it. */
enum Entity {
  PAYMENT_INTENTS("payment_intents", "payment_intent", "pi_", 0),
  CHARGES("charges", "charge", "ch_", 20),
  INVOICES("invoices", "invoice", "in_", 40),
  CUSTOMERS("customers", "customer", "cus_", 60),
  /** The payments system has no such entity: the folder is a stranger. */
  REFUNDS("refunds", "refund", "re_", 80);

  private final String folder;
  private final String object;
  private final String prefix;
  private final int secondsIntoRun;

  Entity(String folder, String object, String prefix, int secondsIntoRun) {
    this.folder = folder;
    this.object = object;
    this.prefix = prefix;
    this.secondsIntoRun = secondsIntoRun;
  }

  String folder() {
    return folder;
  }

  String object() {
    return object;
  }

  String prefix() {
    return prefix;
  }

  /** When a run comes to it. */
  int secondsIntoRun() {
    return secondsIntoRun;
  }
}
