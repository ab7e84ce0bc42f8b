package dev.medallion.replay.testdata.payments;

import dev.medallion.replay.testdata.gzip.StoredGzip;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes one entity of one run: parts, then the sidecar. No records: no files. */
final class BronzeWriter {
  static final int ROWS_PER_PART = 1_000;

  /** sha256 of {@code data|meta}, whatever the data: the payments system hashes just those keys. */
  private static final String SCHEMA_HASH = Digests.sha256("data|meta");

  private static final String[] LIFTED = {
    "amount", "created", "currency", "customer", "id", "invoice", "payment_intent", "status"
  };

  /** How a part is damaged or dressed. */
  record Style(int rowsPerPart, boolean sidecar, boolean gzip) {
    static final Style USUAL = new Style(ROWS_PER_PART, true, false);
  }

  private final Path root;
  private final Seeded seeded;
  private final Places places;

  BronzeWriter(Path root, Seeded seeded, Places places) {
    this.root = root;
    this.seeded = seeded;
    this.places = places;
  }

  void write(Run run, Entity entity, Iterator<Draft> drafts, Style style) throws IOException {
    String folder = run.folder(entity);
    String correlation = seeded.uuid(run.id() + entity.folder());
    int parts = 0;
    long rows = 0;
    while (drafts.hasNext()) {
      String path = folder + String.format(Locale.ROOT, "/part-%05d.jsonl", parts);
      Files.createDirectories(root.resolve(folder));
      try (OutputStream out = open(root.resolve(path), style.gzip())) {
        for (int row = 0; row < style.rowsPerPart() && drafts.hasNext(); row++) {
          Draft draft = drafts.next();
          String line =
              draft
                  .edit()
                  .apply(line(draft, run, entity, correlation, ingestedAt(run, entity, rows)));
          out.write((draft.endsFile() ? line : line + "\n").getBytes(StandardCharsets.UTF_8));
          if (!draft.label().isEmpty()) {
            places.add(draft.label(), path, row);
          }
          rows++;
        }
      }
      parts++;
    }
    if (rows > 0 && style.sidecar()) {
      sidecar(run, entity, rows, parts);
    }
  }

  void sidecar(Run run, Entity entity, long records, int parts) throws IOException {
    String text =
        String.format(
            Locale.ROOT,
            """
            {
              "entity": "%s",
              "run_id": "%s",
              "dt": "%s",
              "record_count": %d,
              "chunk_count": %d,
              "schema_hash": "%s"
            }
            """,
            entity.folder(),
            run.id(),
            run.dt(),
            records,
            parts,
            SCHEMA_HASH);
    Files.writeString(root.resolve(run.folder(entity)).resolve("_metadata.json"), text);
  }

  /** A page of 100 rows is stamped at once; the first page of a run on a whole second. */
  private Instant ingestedAt(Run run, Entity entity, long row) {
    long page = row / 100;
    int micros = page == 0 && run.dt().getDayOfMonth() == 3 ? 0 : 1 + run.id().hashCode() % 499_999;
    return run.startOf(entity).plusMillis(page * 37).plusNanos(1_000L * Math.abs(micros));
  }

  private static String line(
      Draft draft, Run run, Entity entity, String correlation, Instant ingestedAt) {
    Map<String, Object> lifted = new TreeMap<>();
    for (String key : LIFTED) {
      if (draft.data().containsKey(key)) {
        lifted.put(key, draft.data().get(key));
      }
    }
    Map<String, Object> meta = new TreeMap<>();
    meta.put("entity", entity.folder());
    meta.put("run_id", run.id());
    meta.put("correlation_id", correlation);
    meta.put("ingested_at", Times.iso(ingestedAt));
    meta.put("source", "stripe_mock");
    meta.put("lifted", lifted);
    Map<String, Object> envelope = new TreeMap<>();
    envelope.put("data", draft.data());
    envelope.put("meta", meta);
    return Json.of(envelope);
  }

  private static OutputStream open(Path file, boolean gzip) {
    try {
      OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
      return gzip ? new StoredGzip(out) : out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
