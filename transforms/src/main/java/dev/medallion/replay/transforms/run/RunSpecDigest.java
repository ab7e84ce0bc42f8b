package dev.medallion.replay.transforms.run;

import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.files.Sha256;
import java.util.TreeSet;

/**
 * The digest by which a run knows its own work again: of all that its spec says, the same in every
 * process that has read the spec.
 */
final class RunSpecDigest {
  private static final JsonMapper JSON =
      RecordJson.builder()
          .addModule(new Jdk8Module())
          .addMixIn(ModelFiles.class, LeftOut.class)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private RunSpecDigest() {}

  /** Hex SHA-256. */
  static String of(RunSpec run) {
    ObjectNode spec = JSON.valueToTree(run);
    spec.put("model", run.modelFiles().digest());
    // The run stays the same run.
    spec.remove("turn");
    // A set has another order in every process.
    spec.set("tables", JSON.valueToTree(new TreeSet<>(run.tables())));
    try {
      return Sha256.ofText(JSON.writeValueAsString(spec));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec can always be written", e);
    }
  }

  /** The model's files have a digest of their own. */
  @JsonIgnoreType
  private interface LeftOut {}
}
