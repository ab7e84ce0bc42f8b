package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.options.window.Reach;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads the sources of {@code model.yaml}. */
final class SourceReader {
  private static final Map<String, RecordFormat> FORMATS = RecordFormat.byName();

  private static final int MOST_DIGITS = 18;

  private SourceReader() {}

  static Optional<Source> read(String name, YamlMapping block) {
    Optional<PathTemplate> path = template(block);
    path.ifPresent(p -> checkColumns(block, p));
    boolean clear = path.isEmpty() || datesAreClear(block, path.get());
    Optional<RecordFormat> format = block.choice("format", FORMATS);
    Csv csv = block.block("csv", Section.CSV).map(CsvReader::read).orElse(Csv.STANDARD);
    if (block.has("csv") && format.isPresent() && format.get() != RecordFormat.CSV) {
      block.problem("csv", "csv is said, but the format is another", "Write format: csv.");
    }
    Reach arrives =
        block
            .block("arrives", Section.ARRIVES)
            .map(b -> Periods.reach(b, "before", "after"))
            .orElse(Reach.NONE);
    Optional<java.time.Period> retention = Periods.period(block, "retention");
    int priority = block.whole("priority", Integer.MIN_VALUE, 0);
    Optional<Source.Sidecar> sidecar =
        block.block("sidecar", Section.SIDECAR).flatMap(b -> sidecar(b, path));
    Optional<Source.Markers> markers =
        block.block("markers", Section.MARKERS).flatMap(b -> markers(b, path));
    Optional<Source.Signature> signature =
        block.block("signature", Section.SIGNATURE).flatMap(SourceReader::signature);
    if (path.isEmpty() || format.isEmpty() || !clear) {
      return Optional.empty();
    }
    return Optional.of(
        new Source(
            name,
            path.get(),
            format.get(),
            csv,
            arrives,
            retention,
            priority,
            block.flag("optional"),
            sidecar,
            markers,
            signature));
  }

  private static Optional<PathTemplate> template(YamlMapping block) {
    Optional<String> text = block.text("path");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(PathTemplate.parse(text.get()));
    } catch (IllegalArgumentException e) {
      block.problem(
          "path",
          "the path can't be read: " + e.getMessage(),
          "Write it like folder={name}/dt={arrival_date:yyyy-MM-dd}/part-{part~[0-9]+}.jsonl.");
      return Optional.empty();
    }
  }

  /**
   * What has a date says how far from its day it may lie; of what has none, nothing arrives.
   *
   * @return whether that is clear; otherwise nothing more can be said of the source
   */
  private static boolean datesAreClear(YamlMapping block, PathTemplate path) {
    if (path.isDate(PathTemplate.ARRIVAL_DATE)) {
      if (!block.has("arrives")) {
        block.problemAt(
            block.node(),
            block.what() + " has no arrives",
            "Add the key arrives: see docs/model.md.");
      }
      return true;
    }
    Optional<String> dated =
        Stream.of("arrives", "retention", "markers").filter(block::has).findFirst();
    dated.ifPresent(
        key ->
            block.problem(
                key,
                "the path has no {arrival_date}, so nothing of the source arrives on a day",
                "Add the date to the path, e.g. {arrival_date:yyyy-MM-dd}, or leave "
                    + key
                    + " out."));
    return dated.isEmpty();
  }

  private static void checkColumns(YamlMapping block, PathTemplate path) {
    for (String column : path.columns()) {
      if (column.equals(ModelRelations.ROW_ID)) {
        block.problem(
            "path",
            "rowid is DuckDB's own row number, so no part of a path can have this name",
            "Rename the part, e.g. to row_id.");
      }
    }
  }

  private static Optional<Source.Sidecar> sidecar(YamlMapping block, Optional<PathTemplate> path) {
    Optional<String> file = block.text("file");
    if (file.isPresent() && file.get().contains("/")) {
      block.problem(
          "file",
          "file " + file.get() + " holds a /",
          "Give a file name in the folder of the parts.");
    }
    Optional<JsonPointer> records = FieldReader.pointer(block, "records");
    Optional<JsonPointer> parts = FieldReader.pointer(block, "parts");
    Optional<String> column = pathColumn(block, "part_column", path);
    if (column.isPresent() && path.isPresent() && !mayBeNumber(path.get(), column.get())) {
      block.problem(
          "part_column",
          column.get() + " is never a number in the source's path, but parts are numbered from 0",
          "Use the part of the path that numbers them, e.g. {part~[0-9]+}.");
    }
    return file.isPresent() && records.isPresent() && parts.isPresent() && column.isPresent()
        ? Optional.of(new Source.Sidecar(file.get(), records.get(), parts.get(), column.get()))
        : Optional.empty();
  }

  /** Whether its regex takes any of 0, 1, 00, 01 and so on. */
  private static boolean mayBeNumber(PathTemplate path, String column) {
    return path.parts()
        .filter(p -> p.column().filter(column::equals).isPresent())
        .allMatch(
            p ->
                p instanceof PathTemplate.Named named
                    && IntStream.range(0, MOST_DIGITS)
                        .mapToObj("0"::repeat)
                        .flatMap(zeros -> Stream.of(zeros + "0", zeros + "1"))
                        .anyMatch(number -> number.matches(named.regex())));
  }

  private static Optional<Source.Markers> markers(YamlMapping block, Optional<PathTemplate> path) {
    Optional<PathTemplate> markerPath = template(block);
    Optional<String> column = pathColumn(block, "column", path);
    if (markerPath.isEmpty() || column.isEmpty()) {
      return Optional.empty();
    }
    boolean inSource = path.isEmpty() || path.get().columns().contains(column.get());
    if (inSource && !markerPath.get().columns().contains(column.get())) {
      block.problem(
          "column",
          "the markers' path has no {" + column.get() + "}",
          "Use a part that both paths have.");
    }
    return Optional.of(new Source.Markers(markerPath.get(), column.get()));
  }

  private static Optional<String> pathColumn(
      YamlMapping block, String key, Optional<PathTemplate> path) {
    Optional<String> column = block.text(key);
    if (column.isPresent() && path.isPresent() && !path.get().columns().contains(column.get())) {
      block.problem(
          key,
          "the source's path has no {" + column.get() + "}",
          Suggestion.among(column.get(), path.get().columns()));
    }
    return column;
  }

  private static Optional<Source.Signature> signature(YamlMapping block) {
    Optional<JsonPointer> header = FieldReader.pointer(block, "header");
    Optional<JsonPointer> body = FieldReader.pointer(block, "body");
    Optional<JsonPointer> payload = FieldReader.pointer(block, "payload");
    return header.isPresent() && body.isPresent() && payload.isPresent()
        ? Optional.of(new Source.Signature(header.get(), body.get(), payload.get()))
        : Optional.empty();
  }
}
