package dev.medallion.replay.pipelines.suite.deadletters;

import static dev.medallion.replay.pipelines.suite.BronzeRecord.charge;
import static dev.medallion.replay.pipelines.suite.BronzeRecord.quoted;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.medallion.replay.pipelines.suite.Bronze;
import dev.medallion.replay.pipelines.suite.BronzeRecord;
import dev.medallion.replay.pipelines.suite.Lake;
import dev.medallion.replay.pipelines.suite.SmallPayments;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** One lake that holds a bad record for every code, and for some codes several. */
final class SpoiledLake {
  /** Of the model that it is replayed with: small, so that a too large record is a small one. */
  static final int RECORD_BYTES = 2000;

  /** What stands in personal fields of bad records. */
  static final String PERSONAL = "ada.lovelace";

  private static final String DAY = SmallPayments.TO;
  private static final String AT = SmallPayments.FROM + "T12:00:00Z";

  /**
   * One bad record.
   *
   * @param position in its object; -1: the object as a whole
   * @param field at fault; empty: none
   * @param raw its bytes; empty for a whole object
   * @param says a part of the message
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bad(
      Code code,
      String entity,
      String object,
      long position,
      String field,
      byte[] raw,
      String says) {
    @Override
    public String toString() {
      return code + " in " + object + ":" + position;
    }
  }

  private final Bronze bronze;
  private final List<Bad> bad = new ArrayList<>();

  SpoiledLake(Path root) {
    this.bronze = SmallPayments.good(root);
    valuesThatBreakTheContract();
    recordsThatAreNoJson();
    recordsOfTheWrongPlace();
    signatures();
    unreadableObjects();
  }

  Lake lake() {
    return bronze.lake();
  }

  List<Bad> bad() {
    return bad;
  }

  private void valuesThatBreakTheContract() {
    String charges = Bronze.part("charges", DAY, "bad-values");
    String missing = charge("ch_missing", AT).without("created").json();
    String type = charge("ch_type", AT).with("amount", quoted("ten")).json();
    String range = charge("ch_range", AT).with("amount", "-5").json();
    String status = charge("ch_status", AT).with("status", quoted("lost")).json();
    String pattern = charge("ch_pattern", AT).with("currency", quoted("USD")).json();
    String large = charge("ch_large", AT).with("note", quoted("x".repeat(RECORD_BYTES))).json();
    bronze.run(
        "charges",
        DAY,
        "bad-values",
        missing,
        charge("ch_good", AT).json(),
        type,
        range,
        status,
        pattern,
        large);
    add(Code.MISSING_FIELD, "charge", charges, 0, "created", missing, "is required");
    add(Code.BAD_TYPE, "charge", charges, 2, "amount", type, "amount");
    add(Code.OUT_OF_RANGE, "charge", charges, 3, "amount", range, "amount");
    add(Code.NOT_ALLOWED, "charge", charges, 4, "status", status, "status");
    add(Code.NOT_ALLOWED, "charge", charges, 5, "currency", pattern, "currency");
    add(Code.TOO_LARGE, "charge", charges, 6, "", large, "the model allows 2000");

    String error = charge("ch_error", AT).without("created").with("http_status", "503").json();
    bronze.run("charges", DAY, "bad-answer", error);
    add(
        Code.UPSTREAM_ERROR_BODY,
        "charge",
        Bronze.part("charges", DAY, "bad-answer"),
        0,
        "http_status",
        error,
        "the record is an error body: http_status is 503");

    String invoice = BronzeRecord.invoice("in_due", AT).with("amount_due", "1001").json();
    bronze.run("invoices", DAY, "bad-rule", invoice);
    add(
        Code.RULE_FAILED,
        "invoice",
        Bronze.part("invoices", DAY, "bad-rule"),
        0,
        "due_within_total",
        invoice,
        "the rule due_within_total does not hold");

    String personal =
        BronzeRecord.customer("cus_type", AT)
            .with("email", "{\"home\":\"" + PERSONAL + "@home.example\"}")
            .json();
    bronze.run("customers", DAY, "bad-values", personal);
    add(
        Code.BAD_TYPE,
        "customer",
        Bronze.part("customers", DAY, "bad-values"),
        0,
        "email",
        personal,
        "email");
  }

  private void recordsThatAreNoJson() {
    String whole =
        BronzeRecord.customer("cus_cut", AT).with("name", quoted(PERSONAL + " who is cut")).json();
    String cut = whole.substring(0, whole.indexOf(" who is cut"));
    bronze.lake().put(Bronze.part("customers", DAY, "bad-end"), cut);
    bronze.sidecar("customers", DAY, "bad-end", 1);
    add(
        Code.MALFORMED_RECORD,
        "customer",
        Bronze.part("customers", DAY, "bad-end"),
        0,
        "",
        cut,
        "truncated");

    // Lines that end with CR LF, a blank one between them, and bytes that are no text, packed.
    byte[] noText = charge("ch_bytes", AT).with("note", quoted("?")).json().getBytes(UTF_8);
    for (int i = 0; i < noText.length; i++) {
      noText[i] = noText[i] == '?' ? (byte) 0xff : noText[i];
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes((charge("ch_crlf", AT).json() + "\r\n\r\n").getBytes(UTF_8));
    lines.writeBytes(noText);
    lines.writeBytes("\r\n".getBytes(UTF_8));
    String packed = Bronze.part("charges", DAY, "bad-bytes");
    bronze.lake().put(packed, gzip(lines.toByteArray()));
    bronze.sidecar("charges", DAY, "bad-bytes", 2);
    bad.add(new Bad(Code.MALFORMED_RECORD, "charge", packed, 2, "", noText, "UTF-8"));
  }

  private void recordsOfTheWrongPlace() {
    String refund = charge("re_1", AT).meta("entity", quoted("refunds")).json();
    bronze.run("refunds", DAY, "r", refund);
    add(
        Code.UNKNOWN_ENTITY,
        "_unknown",
        Bronze.part("refunds", DAY, "r"),
        0,
        "",
        refund,
        "no entity of source bronze");

    String elsewhere = charge("ch_elsewhere", AT).meta("entity", quoted("invoices")).json();
    bronze.run("charges", DAY, "bad-place", elsewhere);
    add(
        Code.KEY_MISMATCH,
        "charge",
        Bronze.part("charges", DAY, "bad-place"),
        0,
        "entity",
        elsewhere,
        "is invoices, but the path's entity is charges");

    String other = SmallPayments.event("evt_other", DAY + "T10:00:00Z", 1770199200);
    bronze.delivery(DAY, "evt_named", other);
    add(
        Code.KEY_MISMATCH,
        "webhook_event",
        Bronze.payload(DAY, "evt_named"),
        0,
        "event_id",
        other,
        "is evt_other");
  }

  private void signatures() {
    String forged =
        SmallPayments.event("evt_forged", DAY + "T10:00:00Z", 1770199200)
            .replace(
                "\"content-type\":\"application/json\"",
                "\"stripe-signature\":\"t=1770199200,v1=" + "00".repeat(32) + "\"")
            .replace("\"payload\":", "\"raw_body\":\"{}\",\"payload\":");
    bronze.delivery(DAY, "evt_forged", forged);
    add(
        Code.BAD_SIGNATURE,
        "webhook_event",
        Bronze.payload(DAY, "evt_forged"),
        0,
        "",
        forged,
        "does not match its signature");
  }

  private void unreadableObjects() {
    byte[] packed = gzip(Bronze.lines(charge("ch_packed", AT).json()).getBytes(UTF_8));
    String cut = Bronze.part("charges", DAY, "bad-gzip");
    bronze.lake().put(cut, Arrays.copyOf(packed, packed.length - 12));
    bronze.sidecar("charges", DAY, "bad-gzip", 1);
    bad.add(new Bad(Code.UNREADABLE_OBJECT, "charge", cut, -1, "", new byte[0], cut));
  }

  private void add(
      Code code,
      String entity,
      String object,
      long position,
      String field,
      String raw,
      String says) {
    bad.add(new Bad(code, entity, object, position, field, raw.getBytes(UTF_8), says));
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
