package dev.medallion.replay.testdata.retail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects of a lake, gathered line by line and written at the end. */
final class RetailFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<String>> lines = new TreeMap<>();

  /** A bronze event, as the table's export of its day of arrival has it. */
  void bronze(LocalDate arrived, String line) {
    add("bronze_events/event_type=transaction.v1/dt=" + arrived + "/part-00000.ndjson", line);
  }

  /** A line of a file that a device dropped; {@code -array.json} is made an array. */
  void landing(LocalDate arrived, String device, String file, String line) {
    add("scout-ingest/processed/dt=" + arrived + "/" + device + "/" + file, line);
  }

  /** A row of a CSV file; the first brings the header. */
  void csvRow(LocalDate arrived, String device, String file, String header, String line) {
    String path = "scout-ingest/processed/dt=" + arrived + "/" + device + "/" + file;
    if (!lines.containsKey(path)) {
      add(path, header);
    }
    add(path, line);
  }

  private void add(String path, String line) {
    lines.computeIfAbsent(path, p -> new ArrayList<>()).add(line);
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void write(Path out) throws IOException {
    for (Map.Entry<String, List<String>> file : lines.entrySet()) {
      Path path = out.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      String text =
          file.getKey().endsWith("-array.json")
              ? "[" + String.join(",\n", file.getValue()) + "]\n"
              : String.join("\n", file.getValue()) + "\n";
      Files.write(path, text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
