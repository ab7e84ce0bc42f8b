package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.engine.SessionSettings;
import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.csv.CsvFormat;
import dev.medallion.replay.transforms.flow.format.json.JsonArray;
import dev.medallion.replay.transforms.flow.format.json.JsonDocument;
import dev.medallion.replay.transforms.flow.format.json.JsonLines;
import dev.medallion.replay.transforms.flow.format.parquet.ParquetFormat;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Every format that a source may declare. The model's loader refuses any other. */
public final class RecordFormats {
  private RecordFormats() {}

  /**
   * The reader of a source's format.
   *
   * @param engine the DuckDB that reads Parquet
   */
  public static RecordFormatReader of(Model model, Source source, SessionSettings engine) {
    return switch (source.format()) {
      case JSON -> new JsonDocument();
      case JSONL -> new JsonLines();
      case JSON_ARRAY -> new JsonArray();
      case PARQUET -> new ParquetFormat(engine, tellingApart(model, source));
      case CSV -> new CsvFormat(source.csv(), model.limits().recordBytes());
    };
  }

  /** The names of the times that order versions, name an entity, or give its day. */
  private static Set<String> tellingApart(Model model, Source source) {
    return model.contracts().stream()
        .filter(e -> e.isFrom(source.name()))
        .flatMap(
            e ->
                e.fields().stream()
                    .filter(f -> f.type().kind() == FieldType.Kind.TIMESTAMP)
                    .filter(
                        f ->
                            e.key().contains(f.name())
                                || e.businessTime().equals(f.name())
                                || e.orderTimes().contains(f)))
        .flatMap(f -> f.paths().stream())
        .map(path -> path.last().getMatchingProperty())
        .collect(Collectors.toSet());
  }

  /** The same for records without their objects: dead letters and corrections. */
  public static RecordFormatReader ofRecordsAlone(Model model, Source source) {
    return of(model, source, new SessionSettings("UTC", 0, "", List.of()));
  }
}
