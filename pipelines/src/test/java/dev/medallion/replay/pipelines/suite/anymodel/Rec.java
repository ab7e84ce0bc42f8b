package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Second;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One record: a version of an entity.
 *
 * @param ver first order term, counted; the entity's type makes a value of it
 * @param seq second order term, likewise
 * @param day in UTC; empty: a tombstone that names no day
 * @param halfHours of that day, where the entity has instants
 * @param val names the version: no other one has it; negative where a filter leaves it out
 * @param kids numbers of its children
 * @param ref of another entity; empty: null
 * @param bad its value is no number
 */
record Rec(
    String id,
    int ver,
    int seq,
    Optional<LocalDate> day,
    int halfHours,
    boolean deleted,
    int val,
    List<Integer> kids,
    String ref,
    boolean bad) {
  private static final LocalDate VERSIONS = LocalDate.parse("2026-03-27");

  Rec without(boolean badToo) {
    return new Rec(id, ver, seq, day, halfHours, deleted, val, kids, ref, badToo && bad);
  }

  String json(EntityShape entity) {
    List<String> fields = new ArrayList<>();
    fields.add("\"id\":\"" + id + "\"");
    fields.add("\"ver\":" + versionJson(entity));
    if (entity.second() != Second.NONE) {
      fields.add("\"seq\":" + secondJson(entity.second()));
    }
    day.ifPresent(
        d ->
            fields.add(
                entity.instants()
                    ? "\"at\":\"" + instant().orElseThrow() + "\""
                    : "\"day\":\"" + d + "\""));
    if (deleted) {
      fields.add("\"op\":\"D\"");
    }
    fields.add("\"val\":" + (bad ? "\"bad" + val + "\"" : Integer.toString(val)));
    if (!ref.isEmpty()) {
      fields.add("\"ref\":\"" + ref + "\"");
    }
    if (entity.kids()) {
      fields.add(
          "\"kids\":"
              + kids.stream().map(n -> "{\"n\":" + n + ",\"amt\":" + amount(n) + "}").toList());
    }
    return "{" + String.join(",", fields) + "}";
  }

  /** What a child costs: of its version, so that children of two versions differ. */
  String amount(int kid) {
    return new BigDecimal(Math.abs(val) * 10 + kid).movePointLeft(1).setScale(2).toString();
  }

  private String versionJson(EntityShape entity) {
    return switch (entity.type()) {
      case INT64 -> Integer.toString(ver);
      case DECIMAL, DOUBLE -> ver + ".5";
      case STRING -> "\"v" + ver + "\"";
      case DATE -> "\"" + VERSIONS.plusDays(ver) + "\"";
      // Some differ below the microsecond only.
      case TIMESTAMP ->
          "\"" + VERSIONS.atStartOfDay().plusNanos(300L * ver).toInstant(ZoneOffset.UTC) + "\"";
    };
  }

  private String secondJson(Second second) {
    return switch (second) {
      case NONE -> throw new AssertionError();
      case STRING_DOWN -> "\"s" + seq + "\"";
      case DECIMAL_DOWN -> seq + ".5";
      case INT64_DOWN -> Integer.toString(seq);
      case DATE_DOWN -> "\"" + VERSIONS.plusDays(seq) + "\"";
    };
  }

  private Optional<Instant> instant() {
    return day.map(d -> d.atStartOfDay().plusMinutes(30L * halfHours).toInstant(ZoneOffset.UTC));
  }

  /** The day that it lies on. */
  Optional<LocalDate> businessDay(EntityShape entity, ZoneId zone) {
    return entity.instants() ? instant().map(i -> i.atZone(zone).toLocalDate()) : day;
  }
}
