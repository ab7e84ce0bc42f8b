package dev.medallion.replay.testdata.payments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;

/** Small lakes that must block, each a root of its own. */
final class BlockedSamples {
  private static final LocalDate DAY = LocalDate.parse("2026-02-03");
  private static final int CHARGES = 12;

  private final Path root;
  private final Seeded seeded = new Seeded(7);

  private BlockedSamples(Path root) {
    this.root = root;
  }

  /** {@code --out=<dir>}: makes {@code corrupt-gzip} and {@code short-run-folder} below it. */
  public static void main(String[] args) throws IOException {
    write(LakeOptions.parse(args).out());
  }

  public static void write(Path out) throws IOException {
    new BlockedSamples(out.resolve("corrupt-gzip")).corruptGzip();
    new BlockedSamples(out.resolve("short-run-folder")).shortRunFolder();
  }

  /** The gzip stream ends in the middle of its records. */
  private void corruptGzip() throws IOException {
    Path part = charges(new BronzeWriter.Style(BronzeWriter.ROWS_PER_PART, true, true));
    byte[] whole = Files.readAllBytes(part);
    Files.write(part, Arrays.copyOf(whole, whole.length * 2 / 3));
  }

  /** The sidecar says 15 records in one part; the part holds 12. */
  private void shortRunFolder() throws IOException {
    charges(BronzeWriter.Style.USUAL);
    writer().sidecar(run(), Entity.CHARGES, CHARGES + 3L, 1);
  }

  private Path charges(BronzeWriter.Style style) throws IOException {
    writer().write(run(), Entity.CHARGES, drafts(), style);
    return root.resolve(run().folder(Entity.CHARGES)).resolve("part-00000.jsonl");
  }

  private BronzeWriter writer() {
    return new BronzeWriter(root, seeded, new Places());
  }

  private static Run run() {
    return Run.at(Schedule.daily(DAY.plusDays(1)));
  }

  private Iterator<Draft> drafts() {
    return IntStream.range(0, CHARGES).mapToObj(i -> Draft.of(charge(i))).iterator();
  }

  private Map<String, Object> charge(int index) {
    long created = Schedule.at(DAY, LocalTime.of(9, index)).getEpochSecond();
    String id = Entity.CHARGES.prefix() + seeded.ascendingHex24("blocked", 0, index, CHARGES);
    Map<String, Object> data = PaymentObjects.shell(Entity.CHARGES, id, created);
    data.put("amount", 1_000L + index);
    data.put("currency", "usd");
    data.put("status", "succeeded");
    data.put("customer", null);
    data.put("payment_intent", null);
    data.put("invoice", null);
    return data;
  }
}
