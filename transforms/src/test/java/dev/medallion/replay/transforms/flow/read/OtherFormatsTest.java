package dev.medallion.replay.transforms.flow.read;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.block.BlockBuffers;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.format.RawRecord;
import dev.medallion.replay.transforms.flow.format.RecordCutter;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.RecordSink;
import dev.medallion.replay.transforms.flow.format.csv.CsvFormat;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.model.Csv;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.ModelLoader;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Formats other than JSON go the same way: from an object's bytes by a contract to values,
 * rejections and dead letters, and back from a dead letter's bytes.
 */
class OtherFormatsTest {
  private static final int TINY_HELD_BYTES = 8;

  private static final Model MODEL =
      ModelLoader.load(
          ModelFiles.of(
              Map.of(
                  "model.yaml",
                  """
                  model: sales
                  time_zone: UTC
                  sources:
                    lake:
                      path: sales/dt={arrival_date:yyyy-MM-dd}/part-{part}.any
                      format: jsonl
                      arrives: {before: P0D, after: P1D}
                  streams:
                    sale:
                      shard_by: [id]
                      entities:
                        sale:
                          from: lake
                          key: [id]
                          latest_by: [day]
                          business_time: day
                          reject:
                            - {name: a_test, when: "note = 'test'"}
                          fields:
                            id:     {path: /id, type: int64, required: true}
                            amount: {path: /amount, type: 'decimal(12,2)', required: true, decimal_comma: true}
                            day:    {path: /day, type: timestamp, format: ['dd/MM/yyyy HH:mm:ss', epoch_seconds], zone: UTC, required: true}
                            note:   {path: /note, type: string}
                            paid:   {path: /paid, type: bool}
                            origin: {path: /origin, type: json}
                  """)));

  private static final Source LAKE = MODEL.sources().get("lake");
  private static final RecordFormatReader DELIMITED =
      new CsvFormat(new Csv(';', '"', Optional.empty(), List.of()), 1 << 20);
  private static final RecordFormatReader COLUMNAR = new ColumnarFormat();
  private static final String HEADER = "id;amount;day;note;paid;origin";

  @TempDir Path root;

  private final List<DeadLetter> letters = new ArrayList<>();

  private ObjectRef object(byte[] content) throws Exception {
    Files.write(root.resolve("o"), content);
    return Pinning.pin(
        StoredObjects.of(Address.of(root)),
        new ObjectRef(
            "lake", "u", "o", "", content.length, LocalDate.of(2026, 2, 3), Map.of("part", "1")));
  }

  private ObjectRef object(String... lines) throws Exception {
    return object(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private static CorrectableRecords records(RecordFormatReader format, Corrections corrections) {
    return new CorrectableRecords(
        format, new RecordDecoder(MODEL, LAKE, SignatureSecrets.NONE), corrections);
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Decoded event) {
      return Arrays.toString(event.values());
    }
    return outcome instanceof Rejected rejected
        ? "rejected: " + rejected.rule()
        : ((Dead) outcome).code() + " " + ((Dead) outcome).message();
  }

  /**
   * What becomes of the records, each {@code position: text}; the same whether the object is held
   * or comes in pieces, and the same of a record alone.
   */
  private List<String> outcomes(
      ObjectRef object, RecordFormatReader format, Corrections corrections) throws Exception {
    List<List<String>> all = new ArrayList<>();
    for (int heldBytes : new int[] {RecordReader.HELD_BYTES, TINY_HELD_BYTES}) {
      List<String> outcomes = new ArrayList<>();
      RecordDecoder alone = new RecordDecoder(MODEL, LAKE, SignatureSecrets.NONE);
      records(format, corrections)
          .decodeAll(
              object,
              new RecordReader(StoredObjects.of(Address.of(root)), heldBytes),
              (outcome, own, position) -> {
                outcomes.add(position + ": " + text(outcome));
                if (corrections == Corrections.NONE) {
                  assertThat(
                      text(alone.decode(format.alone(own.bytes()), object)), is(text(outcome)));
                }
              });
      all.add(outcomes);
    }
    assertThat(all.get(1), is(all.get(0)));
    return all.get(0);
  }

  /** As a run reads it; its dead letters are collected. */
  private ObjectOutcome run(ObjectRef object, RecordFormatReader format, Corrections corrections) {
    letters.clear();
    try (BlockBuffers blocks =
        new BlockBuffers(MODEL, Map.of("sale", 1), 1 << 20, 1 << 20, block -> {})) {
      return new ObjectDecoder(
              new EntityRoutes(MODEL, LAKE),
              new RecordReader(StoredObjects.of(Address.of(root))),
              records(format, corrections),
              blocks,
              letters::add)
          .decode(object);
    }
  }

  private static String raw(DeadLetter letter) {
    return new String(letter.raw(), StandardCharsets.UTF_8);
  }

  private static Corrections corrected(DeadLetter letter, String bytes) {
    return Corrections.inForce(
        List.of(
            Correction.of(
                letter, bytes.getBytes(StandardCharsets.UTF_8), "typo", "r1", Instant.EPOCH)));
  }

  @Test
  void rowsOfTextBecomeValuesOfTheContractsTypes() throws Exception {
    ObjectRef object =
        object(
            "\ufeff" + HEADER + "\r",
            "1;1.234,56;03/02/2026 00:00:00;plain;true;\"{\"\"a\"\": [1, 2]}\"\r",
            "",
            "2.0;7;1770076800;\"two",
            "lines; and a \"\"quote\"\"\";;",
            "3;\"0,5\";03/02/2026 00:00:00;\"\";false;");
    assertThat(
        outcomes(object, DELIMITED, Corrections.NONE),
        contains(
            "1: [1, 1234.56, 1770076800000000, plain, true, {\"a\":[1,2]}]",
            "3: [2, 7.00, 1770076800000000, two\nlines; and a \"quote\", null, null]",
            "5: [3, 0.50, 1770076800000000, , false, null]"));
  }

  @Test
  void whatOnlyTheContractTypesIsNoDriftAndUnknownColumnsAre() throws Exception {
    RecordDecoder decoder = new RecordDecoder(MODEL, LAKE, SignatureSecrets.NONE);
    ObjectRef object = object("id;amount;day;more", "1;2;03/02/2026 00:00:00;x");
    new CorrectableRecords(DELIMITED, decoder, Corrections.NONE)
        .decodeAll(
            object,
            new RecordReader(StoredObjects.of(Address.of(root))),
            (outcome, own, position) -> {});
    assertThat(
        decoder.drainDrift().counts().keySet().stream().map(k -> k.kind() + k.path()).toList(),
        contains("NEW/more", "MISSING/note", "MISSING/origin", "MISSING/paid"));
  }

  @Test
  void badRowsAreDeadLettersWithTheirHeaderAndLine() throws Exception {
    ObjectRef object =
        object(
            HEADER,
            "1;1,00;03/02/2026 00:00:00;test;;",
            "2;x;03/02/2026 00:00:00;;;",
            "3;1,00",
            "4;1,00;03/02/2026 00:00:00;\"never closed;;",
            "5;1,00;03/02/2026 00:00:00;good;;not json",
            "6;1,00;03/02/2026 00:00:00;good;;");
    assertThat(
        outcomes(object, DELIMITED, Corrections.NONE),
        contains(
            "1: rejected: a_test",
            "2: BAD_TYPE amount does not read as a number: x",
            "3: MALFORMED_RECORD the row has 2 cells, but there are 6 columns",
            "4: MALFORMED_RECORD a quote is not closed",
            "5: BAD_TYPE origin does not read as JSON",
            "6: [6, 1.00, 1770076800000000, good, null, null]"));

    ObjectOutcome outcome = run(object, DELIMITED, Corrections.NONE);
    assertThat(outcome.records(), is(6L));
    assertThat(outcome.rejected(), is(Map.of("a_test", 1L)));
    assertThat(outcome.dead(), is(4L));
    assertThat(outcome.weight().deadEvents(), is(4L));
    assertThat(outcome.weight().deadBytes(), is(26L + 6 + 42 + 41));
    assertThat(letters.stream().map(DeadLetter::position).toList(), contains(2L, 3L, 4L, 5L));
    assertThat(raw(letters.get(0)), is(HEADER + "\n2;x;03/02/2026 00:00:00;;;"));
  }

  @Test
  void aCorrectedRowIsDecodedInPlaceOfItsOwnByRunAndRedrive() throws Exception {
    ObjectRef object =
        object(HEADER, "1;1,00;03/02/2026 00:00:00;;;", "2;x;03/02/2026 00:00:00;;;");
    run(object, DELIMITED, Corrections.NONE);
    DeadLetter letter = letters.get(0);
    assertThat(
        text(records(DELIMITED, Corrections.NONE).decode(letter, object)),
        is("BAD_TYPE " + letter.message()));

    Corrections corrections = corrected(letter, raw(letter).replace("x", "9,90"));
    assertThat(run(object, DELIMITED, corrections).dead(), is(0L));
    assertThat(
        outcomes(object, DELIMITED, corrections).get(1),
        is("2: [2, 9.90, 1770076800000000, null, null, null]"));
    assertThat(
        text(records(DELIMITED, corrections).decode(letter, object)),
        is("[2, 9.90, 1770076800000000, null, null, null]"));

    run(object, DELIMITED, corrected(letter, raw(letter) + "\n3;1;03/02/2026 00:00:00;;;"));
    assertThat(letters.get(0).message(), is("there is more text after the record's row"));
    assertThat(raw(letters.get(0)), is(raw(letter)));
  }

  @Test
  void anObjectThatIsNotOfItsFormatIsUnreadableAsAWhole() throws Exception {
    ObjectRef object = object(new byte[] {'i', 'd', (byte) 0xff, '\n', '1', '\n'});
    assertThat(run(object, DELIMITED, Corrections.NONE).unreadable(), is(true));
    assertThat(letters.get(0).code(), is(Code.UNREADABLE_OBJECT));
    assertThat(letters.get(0).position(), is(-1L));
    assertThat(
        letters.get(0).message(),
        is("o can't be read: its header is not good: invalid UTF-8 at byte 2"));
  }

  /** Otherwise records would count of an object that counts as unreadable. */
  @Test
  void aFormatThatFindsTheObjectUnreadableTooLateFailsTheRun() throws Exception {
    ObjectRef object = object(HEADER);
    RecordFormatReader late =
        new RecordFormatReader() {
          @Override
          public RecordCutter begin(RecordSink sink, int heldBytes) {
            return new RecordCutter() {
              @Override
              public int cut(byte[] buffer, int held) {
                sink.record(alone(buffer), 0);
                return held;
              }

              @Override
              public void end(byte[] buffer, int held) throws IOException {
                throw new IOException("too late");
              }
            };
          }

          @Override
          public RawRecord alone(byte[] bytes) {
            return DELIMITED.alone(bytes);
          }
        };
    assertThrows(IllegalStateException.class, () -> run(object, late, Corrections.NONE));
  }

  @Test
  void rowsWithoutBytesOfTheirOwnAreKeptAndCorrectedAsJson() throws Exception {
    ObjectRef object =
        object("id 1|2|3", "amount 1,50|x|3", "day 1770076800|1770076800|1770076800", "rows 3");
    assertThat(
        outcomes(object, COLUMNAR, Corrections.NONE),
        contains(
            "0: [1, 1.50, 1770076800000000, null, null, null]",
            "1: BAD_TYPE amount does not read as a number: x",
            "2: [3, 3.00, 1770076800000000, null, null, null]"));

    run(object, COLUMNAR, Corrections.NONE);
    DeadLetter letter = letters.get(0);
    assertThat(letter.position(), is(1L));
    assertThat(raw(letter), is("{\"id\":2,\"amount\":\"x\",\"day\":1770076800}"));
    assertThat(
        run(object, COLUMNAR, corrected(letter, raw(letter).replace("x", "2,00"))).dead(), is(0L));
    assertThat(letters, is(empty()));
  }

  @Test
  void anObjectWithoutItsFooterDeliversNothing() throws Exception {
    ObjectRef object = object("id 1|2|3", "amount 1|2|3");
    ObjectOutcome outcome = run(object, COLUMNAR, Corrections.NONE);
    assertThat(outcome.unreadable(), is(true));
    assertThat(outcome.records(), is(0L));
    assertThat(letters, is(not(empty())));
    assertThat(letters.get(0).message(), is("o can't be read: it has no footer"));
  }
}
