package dev.medallion.replay.transforms.run.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.DamagedFileException;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;

/** Writes receipts as JSON, in a stable order, and reads them back. */
public final class ManifestJson {
  private static final JsonMapper JSON =
      RecordJson.builder()
          .addModule(new Jdk8Module())
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ManifestJson() {}

  public static String write(Manifest manifest) {
    return text(manifest);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if it is not a receipt, or one of a newer version
   */
  public static Manifest read(String json) throws IOException {
    int format = JSON.readTree(json).path("format").asInt(0);
    if (format < 1 || format > Manifest.FORMAT) {
      throw new IOException(
          format == 0
              ? "this is not a receipt: it has no format"
              : Text.format(
                  "the receipt has format %d, but this program reads formats up to %d: use a newer"
                      + " version of the program",
                  format, Manifest.FORMAT));
    }
    return JSON.readValue(json, Manifest.class);
  }

  /**
   * Reads a file that holds a receipt.
   *
   * @throws DamagedFileException if it holds something else
   * @throws IOException as {@link #read(String)}, or if the file can't be read
   */
  public static Manifest read(Address file) throws IOException {
    String json = text(file);
    try {
      if (!JSON.readTree(json).has("format")) {
        throw new DamagedFileException(file);
      }
      Manifest manifest = read(json);
      if (manifest.run() == null || manifest.window() == null) {
        throw new DamagedFileException(file);
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(file, e);
    }
  }

  static Resumed readResumed(Address file) throws IOException {
    try {
      return JSON.readValue(text(file), Resumed.class);
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(file, e);
    }
  }

  private static String text(Address file) throws IOException {
    return StandardStorages.get().of(file).read(file).text();
  }

  /** Any value of records, texts, numbers and times, the way that a receipt is written. */
  public static String text(Object value) {
    try {
      return JSON.writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a receipt can always be written", e);
    }
  }
}
