package dev.medallion.replay.pipelines.suite.badinput;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One lake that holds every kind of bad object and record, beside two good days. */
final class BadLake {
  /** Names as people and programs make them; each a run id, so a folder's name. */
  static final List<String> ODD_NAMES =
      List.of(
          "it's a \"run\"",
          "50% of #7",
          "two\nlines",
          "na\u00efve \ud83d\ude00",
          "a\\b;--",
          "{x}$(y)*?[z]",
          "%2F..%00",
          " led and trailed ");

  private static final String DAY = SmallPayments.TO;
  private static final String AT = SmallPayments.FROM + "T12:00:00Z";
  private static final int LONG_LINE_BYTES = 30 << 20;

  /**
   * What is wrong in one place.
   *
   * @param what it is, for whoever reads a failure
   * @param position of the record; -1: the object as a whole
   * @param says a part of the message
   */
  record Bad(String what, String object, long position, Code code, String says) {
    @Override
    public String toString() {
      return what;
    }
  }

  private final Bronze bronze;
  private final List<Bad> bad = new ArrayList<>();
  private final List<String> good = new ArrayList<>(List.of("ch_1"));
  private int number;

  BadLake(Path root) {
    this.bronze = SmallPayments.good(root);
    packed();
    encodings();
    structures();
    numbers();
    times();
    places();
    deliveries();
    names();
  }

  Path root() {
    return bronze.lake().root();
  }

  /** What becomes a dead letter. */
  List<Bad> bad() {
    return bad;
  }

  /** The charges of the first day that are good, though their objects look odd. */
  List<String> good() {
    return good;
  }

  private void packed() {
    byte[] whole = gzip(charge().json() + "\n");
    unreadable("truncated gzip", Arrays.copyOf(whole, whole.length - 9), "truncated");
    byte[] flipped = whole.clone();
    flipped[flipped.length - 6] ^= 1;
    unreadable("gzip of another checksum", flipped, "checksum");
    unreadable("gzip that is not", new byte[] {0x1f, (byte) 0x8b, 'n', 'o'}, "not gzip");
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.writeBytes(gzip(kept("ch_member_1")));
    members.writeBytes(gzip(kept("ch_member_2")));
    object(members.toByteArray(), 2);
    members.writeBytes("and more".getBytes(UTF_8));
    unreadable("bytes behind gzip", members.toByteArray(), "more than gzip");
    object(new byte[0], 0);
    object(gzip(""), 0);
  }

  private void encodings() {
    object(("\ufeff" + kept("ch_bom")).getBytes(UTF_8), 1);
    object(kept("ch_crlf").replace("\n", "\r\n\r\n").getBytes(UTF_8), 1);
    dead("two byte order marks", "\ufeff\ufeff" + charge().json(), Code.MALFORMED_RECORD, "order");
    dead(
        "invalid UTF-8",
        replaced(charge().with("x", quoted("?")).json(), (byte) 0xff),
        Code.MALFORMED_RECORD,
        "UTF-8");
    dead(
        "a surrogate in UTF-8",
        replaced(charge().with("x", quoted("?")).json(), (byte) 0xed, (byte) 0xa0, (byte) 0x80),
        Code.MALFORMED_RECORD,
        "UTF-8");
    dead(
        "a NUL byte",
        replaced(charge().with("x", quoted("?")).json(), (byte) 0),
        Code.MALFORMED_RECORD,
        "NUL");
    dead("half a pair in a field", charge("\\ud800").json(), Code.BAD_TYPE, "surrogate");
    object((charge("ch_pair").with("note", quoted("\\udc00")).json() + "\n").getBytes(UTF_8), 1);
    good.add("ch_pair");
    object((charge("ch_nul_\\u0000").json() + "\n").getBytes(UTF_8), 1);
    good.add("ch_nul_\0");
    dead(
        "UTF-16",
        ("\ufeff" + charge().json()).getBytes(java.nio.charset.StandardCharsets.UTF_16LE),
        Code.MALFORMED_RECORD,
        "NUL");
  }

  private void structures() {
    dead(
        "a line of 30 MB",
        charge().with("note", quoted("x".repeat(LONG_LINE_BYTES))).json(),
        Code.TOO_LARGE,
        "the model allows");
    dead("nesting of 5,000", nested(5000), Code.MALFORMED_RECORD, "nesting");
    object((charge("ch_deep").with("note", deep(900)).json() + "\n").getBytes(UTF_8), 1);
    good.add("ch_deep");
    dead(
        "a key that stands twice",
        charge().json().replace("\"amount\":", "\"amount\":1,\"amount\":"),
        Code.MALFORMED_RECORD,
        "/data/amount");
    dead("a record cut off", charge().json().substring(0, 60), Code.MALFORMED_RECORD, "truncated");
    dead("a list", "[" + charge().json() + "]", Code.MALFORMED_RECORD, "not an object");
    dead(
        "two on a line with a comma between",
        charge().json() + "," + charge().json(),
        Code.MALFORMED_RECORD,
        "not JSON");
    object((charge("ch_line_1").json() + charge("ch_line_2").json() + "\n").getBytes(UTF_8), 2);
    good.add("ch_line_1");
    good.add("ch_line_2");
    dead("no JSON", "<html>Bad Gateway</html>", Code.MALFORMED_RECORD, "not JSON");
  }

  private void numbers() {
    dead(
        "400 digits",
        charge().with("amount", "9".repeat(400)).json(),
        Code.OUT_OF_RANGE,
        "64 bits");
    dead(
        "2,000 digits",
        charge().with("amount", "9".repeat(2000)).json(),
        Code.MALFORMED_RECORD,
        "Number");
    dead("1e400", charge().with("amount", "1e400").json(), Code.OUT_OF_RANGE, "64 bits");
    dead("1e999999999", charge().with("amount", "1e999999999").json(), Code.OUT_OF_RANGE, "expo");
    dead("NaN", charge().with("amount", "NaN").json(), Code.MALFORMED_RECORD, "not JSON");
    dead("-Infinity", charge().with("amount", "-Infinity").json(), Code.MALFORMED_RECORD, "JSON");
    dead("a half cent", charge().with("amount", "0.5").json(), Code.BAD_TYPE, "whole number");
  }

  private void times() {
    dead("February 30th", charge().extracted("2026-02-30T00:00:00Z").json(), exists(), "exist");
    dead("24 o'clock", charge().extracted("2026-02-03T24:00:00Z").json(), exists(), "exist");
    dead(
        "an offset of a day", charge().extracted("2026-02-03T00:00:00+24:00").json(), exists(), "");
    dead("the year 10000", charge().with("created", "253402300800").json(), exists(), "years");
    bronze.run("customers", "2026-02-30", "r", BronzeRecord.customer("cus_1", AT).json());
  }

  private static Code exists() {
    return Code.OUT_OF_RANGE;
  }

  private void places() {
    String folder = next();
    make(() -> Files.createDirectories(path(folder)));
    whole("a folder where a file is expected", folder, "folder");
    String dangling = next();
    link(dangling, "nowhere");
    whole("a dangling link", dangling, "broken link");
    String loop = next();
    link(loop, path(loop).toString());
    whole("a link to itself", loop, "");
    String pipe = next();
    make(() -> Files.createDirectories(path(pipe).getParent()));
    make(
        () -> {
          if (new ProcessBuilder("mkfifo", path(pipe).toString()).start().waitFor() != 0) {
            throw new IOException("mkfifo failed");
          }
        });
    whole("a pipe", pipe, "not a regular file");
  }

  private void deliveries() {
    delivery("empty", new byte[0], 0, Code.MALFORMED_RECORD, "empty");
    delivery("blank", "\r\n \n".getBytes(UTF_8), 0, Code.MALFORMED_RECORD, "empty");
    byte[] packed = gzip(SmallPayments.event("evt_cut", AT, 1770199200));
    delivery(
        "cut", Arrays.copyOf(packed, packed.length - 4), -1, Code.UNREADABLE_OBJECT, "truncated");
    delivery(
        "twice", (event("evt_twice") + event("evt_twice")).getBytes(UTF_8), 0, "after the record");
    delivery("html", "<html>".getBytes(UTF_8), 0, "not JSON");
    bronze.delivery(DAY, "evt_bom", "\ufeff" + event("evt_bom") + "\r\n");
  }

  private void names() {
    for (String name : ODD_NAMES) {
      String id = "ch_named_" + ODD_NAMES.indexOf(name);
      bronze.run("charges", DAY, name, charge(id).json(), "no JSON");
      good.add(id);
      bad.add(
          new Bad(
              "in " + name,
              Bronze.part("charges", DAY, name),
              1,
              Code.MALFORMED_RECORD,
              "not JSON"));
    }
  }

  private static String event(String id) {
    return SmallPayments.event(id, DAY + "T10:00:00Z", 1770199200);
  }

  private void delivery(String event, byte[] body, long position, String says) {
    delivery(event, body, position, Code.MALFORMED_RECORD, says);
  }

  private void delivery(String event, byte[] body, long position, Code code, String says) {
    String object = Bronze.payload(DAY, "evt_" + event);
    bronze.delivery(DAY, "evt_" + event, "");
    bronze.lake().put(object, body);
    bad.add(new Bad("a delivery, " + event, object, position, code, says));
  }

  private BronzeRecord charge() {
    return charge("ch_bad_" + number);
  }

  private static BronzeRecord charge(String id) {
    return BronzeRecord.charge(id, AT);
  }

  /** A good line, that has to arrive. */
  private String kept(String id) {
    good.add(id);
    return charge(id).json() + "\n";
  }

  private String next() {
    return Bronze.part("charges", DAY, "case-" + number++);
  }

  private String object(byte[] bytes, int records) {
    String run = "case-" + number;
    String object = next();
    bronze.lake().put(object, bytes);
    bronze.sidecar("charges", DAY, run, records);
    return object;
  }

  private void dead(String what, String line, Code code, String says) {
    dead(what, line.getBytes(UTF_8), code, says);
  }

  private void dead(String what, byte[] line, Code code, String says) {
    bad.add(new Bad(what, object(line, 1), 0, code, says));
  }

  private void unreadable(String what, byte[] bytes, String says) {
    bad.add(new Bad(what, object(bytes, 1), -1, Code.UNREADABLE_OBJECT, says));
  }

  private void whole(String what, String object, String says) {
    bad.add(new Bad(what, object, -1, Code.UNREADABLE_OBJECT, says));
  }

  private Path path(String object) {
    return root().resolve(object);
  }

  private void link(String object, String target) {
    make(() -> Files.createDirectories(path(object).getParent()));
    make(() -> Files.createSymbolicLink(path(object), Path.of(target)));
  }

  private interface Making {
    void make() throws IOException, InterruptedException;
  }

  private static void make(Making making) {
    try {
      making.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String nested(int depth) {
    return "{\"data\":" + deep(depth) + "}";
  }

  private static String deep(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  /** The text's bytes, with others in the place of the one question mark. */
  private static byte[] replaced(String text, byte... by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = text.indexOf('?');
    out.writeBytes(text.substring(0, at).getBytes(UTF_8));
    out.writeBytes(by);
    out.writeBytes(text.substring(at + 1).getBytes(UTF_8));
    return out.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
