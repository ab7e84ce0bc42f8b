package dev.medallion.replay.pipelines.suite.kills;

import dev.medallion.replay.bigqueryserver.faults.Fault.Kind;
import dev.medallion.replay.transforms.storage.memory.Fault;
import dev.medallion.replay.transforms.storage.memory.Fault.Call;
import java.io.IOException;
import java.net.URI;

/** What connects one process with both services, until it is cut. */
final class Line implements AutoCloseable {
  private final Wire buckets;
  private final Wire tables;

  Line(URI buckets, URI tables) throws IOException {
    this.buckets = Wire.to(buckets);
    this.tables = Wire.to(tables);
  }

  /** Where the process calls the buckets. */
  URI buckets() {
    return buckets.endpoint();
  }

  /** Where the process calls BigQuery. */
  URI tables() {
    return tables.endpoint();
  }

  void cut() {
    buckets.cut();
    tables.cut();
  }

  boolean isCut() {
    return buckets.isCut();
  }

  /** A connection to BigQuery that ends is that of a process that dies. */
  void hit(Kind kind) {
    if (kind == Kind.DROPPED_BEFORE || kind == Kind.DROPPED_AFTER) {
      cut();
    }
  }

  /** Has whoever is cut off end soon, instead of waiting for a better time. */
  Fault requireNotCut(Call call) {
    if (isCut()) {
      throw new CutOff(call);
    }
    return Fault.NONE;
  }

  @Override
  public void close() {
    buckets.close();
    tables.close();
  }

  /** Nobody who handles failures sees to it. */
  static final class CutOff extends Error {
    private static final long serialVersionUID = 1;

    CutOff(Call call) {
      super("cut off before " + call);
    }
  }
}
