package dev.medallion.replay.pipelines.text.query;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** One array of objects. Numbers are bare and exact; values that JSON cannot express are text. */
final class JsonPrinter implements QueryPrinter {
  private final PrintStream out;

  JsonPrinter(PrintStream out) {
    this.out = out;
  }

  @Override
  public void print(QueryResult result) {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (List<Optional<String>> row : result.rows()) {
        json.writeStartObject();
        for (int i = 0; i < row.size(); i++) {
          json.writeFieldName(result.columns().get(i).name());
          write(json, ColumnKind.of(result.columns().get(i)), row.get(i));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot print JSON", e);
    }
    out.println();
  }

  private static void write(JsonGenerator json, ColumnKind kind, Optional<String> value)
      throws IOException {
    if (value.isEmpty()) {
      json.writeNull();
    } else if (kind == ColumnKind.TRUTH) {
      json.writeBoolean(Boolean.parseBoolean(value.get()));
    } else if (kind == ColumnKind.NUMBER
        && value.get().matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      json.writeNumber(value.get());
    } else {
      json.writeString(value.get());
    }
  }
}
