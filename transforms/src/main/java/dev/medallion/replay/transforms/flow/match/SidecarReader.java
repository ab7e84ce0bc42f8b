package dev.medallion.replay.transforms.flow.match;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.transforms.model.Source;
import java.io.IOException;
import java.io.InputStream;

/** Reads what a sidecar promises. One that can't be read promises nothing, and is told apart. */
public final class SidecarReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SidecarReader() {}

  public static ListingFacts.Sidecar read(ObjectStore store, Source source, ObjectRef sidecar) {
    String folder = sidecar.path().substring(0, Math.max(0, sidecar.path().lastIndexOf('/')));
    Source.Sidecar shape = source.sidecar().orElseThrow();
    try (InputStream in = store.open(sidecar)) {
      JsonNode root = JSON.readTree(in);
      return new ListingFacts.Sidecar(
          source.name(), folder, number(root, shape.records()), number(root, shape.parts()));
    } catch (IOException e) {
      return new ListingFacts.Sidecar(source.name(), folder, -1, -1);
    }
  }

  private static long number(JsonNode root, JsonPointer pointer) throws IOException {
    JsonNode value = root.at(pointer);
    if (!value.isIntegralNumber()) {
      throw new IOException("no whole number at " + pointer);
    }
    return value.longValue();
  }
}
