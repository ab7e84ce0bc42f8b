package dev.medallion.replay.transforms.flow.decode.documents;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.documents.Batch.Place;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever a document is, it ends in one outcome, the one that a plain reading of it says; and what
 * is decoded stands in the table's Parquet file as it stands in the document.
 */
class DocumentsTest {
  private static final int TRIES = 8;
  private static final int SHOWN = 10;

  /** Of all tries together. */
  private static final int DOCUMENTS = Integer.getInteger("replay.documents", 20_000);

  @Property(tries = TRIES, shrinking = ShrinkingMode.OFF)
  void anyDocumentEndsAsAPlainReadingSays(@ForAll long seed) throws Exception {
    List<String> wrong = new ArrayList<>();
    Path files = Files.createDirectories(Path.of("target", "documents").toAbsolutePath());
    for (Model model : ContractModels.ALL.values()) {
      int documents = DOCUMENTS / TRIES / ContractModels.ALL.size() / model.entities().size();
      for (Entity entity : model.entities()) {
        Path folder = Files.createTempDirectory(files, "documents");
        compare(Batch.draw(seed, model, entity, documents), folder, seed, wrong);
      }
    }
    assertThat(
        wrong.size() + " wrong:\n" + String.join("\n", wrong.stream().limit(SHOWN).toList()),
        wrong.size(),
        is(0));
  }

  private static void compare(Batch batch, Path folder, long seed, List<String> wrong)
      throws Exception {
    Passage passage = Passage.of(batch, folder);
    List<String> signature =
        batch.source.signature().stream()
            .flatMap(s -> List.of(s.header(), s.body(), s.payload()).stream())
            .map(Object::toString)
            .toList();
    PlainReading plain = new PlainReading(batch.entity, signature);
    Map<Place, DeadLetter> dead = passage.deadByPlace();
    Set<Place> decoded = new HashSet<>(passage.decoded);
    Map<String, Long> rejected = new TreeMap<>();
    Map<String, List<Expected.Row>> rows = new HashMap<>();
    Map<Place, byte[]> records = batch.records();
    Map<String, Map<String, String>> columns = new HashMap<>();
    batch.objects.forEach(o -> columns.put(o.path(), o.columns()));
    records.forEach(
        (place, record) -> {
          Expected expected = plain.read(record, columns.get(place.object()));
          String found = "decoded";
          boolean right = decoded.contains(place) == expected instanceof Expected.Row;
          if (dead.containsKey(place)) {
            DeadLetter letter = dead.get(place);
            found = letter.code() + " " + letter.field() + ": " + letter.message();
            right &=
                expected instanceof Expected.Dead of
                    && of.codes().contains(letter.code())
                    && of.field().equals(letter.field())
                    && java.util.Arrays.equals(letter.raw(), record)
                    && letter.message().length() < 600
                    && letter.message().lines().count() == 1;
          } else {
            right &= !(expected instanceof Expected.Dead);
          }
          if (!right) {
            wrong.add(
                batch.entity.name()
                    + " is "
                    + found
                    + "\n  expected "
                    + expected
                    + "\n  of "
                    + shown(record));
          }
          if (expected instanceof Expected.Rejected rule) {
            rejected.merge(rule.rule(), 1L, Long::sum);
          } else if (expected instanceof Expected.Row row) {
            rows.computeIfAbsent(
                    (String) row.values().get(batch.entity.slot(batch.entity.key().get(0))),
                    k -> new ArrayList<>())
                .add(row);
          }
        });
    String about = batch.entity.name() + ", seed " + seed;
    assertThat(about, decoded.size(), is(passage.decoded.size()));
    assertThat(about, passage.records, is((long) records.size()));
    assertThat(about, passage.rejected, is(rejected));

    int compared = 0;
    for (Map.Entry<String, List<Expected.Row>> entry : rows.entrySet()) {
      List<Object> found = passage.rows.get(entry.getKey());
      // Of two versions of one key either may win: that is another test's.
      if (entry.getValue().size() == 1) {
        Expected.Row row = entry.getValue().get(0);
        if (row.deleted() != (found == null)) {
          wrong.add(entry.getKey() + " is " + found + ", expected " + row);
          continue;
        }
        compared++;
        for (int i = 0; !row.deleted() && i < row.values().size(); i++) {
          Object value = Passage.shown(row.values().get(i));
          if (value == null ? found.get(i) != null : !value.equals(found.get(i))) {
            wrong.add(
                entry.getKey()
                    + " "
                    + batch.entity.fields().get(i).name()
                    + " reads back as\n  "
                    + found.get(i)
                    + "\n  expected\n  "
                    + value);
          }
        }
      }
    }
    assertThat(about, compared * 10, greaterThan(records.size()));
  }

  private static String shown(byte[] record) {
    String text = new String(record, StandardCharsets.UTF_8);
    return text.length() < 3000 ? text : text.substring(0, 3000) + "…";
  }
}
