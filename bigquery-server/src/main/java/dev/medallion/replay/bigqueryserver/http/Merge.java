package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A patch: objects are merged, a null removes, all else replaces. */
final class Merge {
  private Merge() {}

  static ObjectNode patch(ObjectNode present, ObjectNode given) {
    for (var field : given.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        present.remove(field.getKey());
      } else if (value instanceof ObjectNode inner
          && present.get(field.getKey()) instanceof ObjectNode old) {
        patch(old, inner);
      } else {
        present.set(field.getKey(), value);
      }
    }
    return present;
  }
}
