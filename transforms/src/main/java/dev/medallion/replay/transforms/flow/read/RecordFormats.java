package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.format.RecordFormatReader;
import dev.medallion.replay.transforms.flow.format.csv.CsvFormat;
import dev.medallion.replay.transforms.flow.format.json.JsonArray;
import dev.medallion.replay.transforms.flow.format.json.JsonDocument;
import dev.medallion.replay.transforms.flow.format.json.JsonLines;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;

/** Every format that a source may declare. The model's loader refuses any other. */
public final class RecordFormats {
  private RecordFormats() {}

  /** The reader of a source's format. */
  public static RecordFormatReader of(Model model, Source source) {
    return switch (source.format()) {
      case JSON -> new JsonDocument();
      case JSONL -> new JsonLines();
      case JSON_ARRAY -> new JsonArray();
      case CSV -> new CsvFormat(source.csv(), model.limits().recordBytes());
    };
  }
}
