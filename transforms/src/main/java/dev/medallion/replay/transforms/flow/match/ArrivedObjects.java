package dev.medallion.replay.transforms.flow.match;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.transforms.storage.PinnedText;
import dev.medallion.replay.transforms.storage.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeMap;

/**
 * The objects that arrived in a window on the arrival clock, as they were when the days that they
 * touch were found. The replay of those days has to apply just these.
 *
 * @param generations source to path to generation; {@link #UNREAD} of one that could not be read
 */
public record ArrivedObjects(TreeMap<String, TreeMap<String, String>> generations) {
  public static final ArrivedObjects NONE = new ArrivedObjects(new TreeMap<>());

  /** Stands for the generation of an object that named no days, since it could not be read. */
  public static final String UNREAD = "";

  private static final JsonMapper JSON = new JsonMapper();
  private static final PinnedText PINS = new PinnedText("arrived", "json", "arrived objects");

  /** Adds one. */
  public void add(String source, String path, String generation) {
    generations.computeIfAbsent(source, s -> new TreeMap<>()).put(path, generation);
  }

  /** Adds those of another. */
  public void addAll(ArrivedObjects others) {
    others.generations.forEach((source, paths) -> paths.forEach((p, g) -> add(source, p, g)));
  }

  /** Hex SHA-256 over all of them; empty where there is none. */
  public String digest() {
    return PinnedText.digest(text());
  }

  /** Writes them where {@link #pinned} finds them. */
  public void pin(Place staging) {
    PINS.write(staging, text());
  }

  /** Whether those of a digest were pinned, or there are none. */
  public static boolean arePinned(Place staging, String digest) {
    return PINS.isPinned(staging, digest);
  }

  /** Reads what {@link #pin} wrote; what is not of that digest is refused. */
  public static ArrivedObjects pinned(Place staging, String digest) {
    return digest.isEmpty() ? NONE : PINS.read(staging, digest, ArrivedObjects::parse);
  }

  /** As {@link #parse} reads it; empty where there is none. */
  public String text() {
    try {
      return generations.isEmpty() ? "" : JSON.writeValueAsString(generations);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of a text. */
  public static ArrivedObjects parse(String text) throws IOException {
    ArrivedObjects parsed = new ArrivedObjects(new TreeMap<>());
    if (!text.isEmpty()) {
      parsed.addAll(new ArrivedObjects(JSON.readValue(text, new TypeReference<>() {})));
    }
    return parsed;
  }
}
