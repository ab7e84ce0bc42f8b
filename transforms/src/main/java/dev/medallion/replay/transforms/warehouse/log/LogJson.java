package dev.medallion.replay.transforms.warehouse.log;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSetModule;

/** The records of a log as JSON. */
final class LogJson {
  private static final JsonMapper JSON =
      RecordJson.builder()
          .addModule(new Jdk8Module())
          .addModule(new ChangeSetModule())
          .addMixIn(Owner.class, KindOfOwner.class)
          .build();

  /** An entry says which kind of owner it names. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "owner")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Owner.HostProcess.class, name = "process"),
    @JsonSubTypes.Type(value = Owner.DataflowJob.class, name = "dataflow-job")
  })
  private interface KindOfOwner {}

  private LogJson() {}

  static String write(LogRecord written) {
    try {
      return JSON.writeValueAsString(written);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry can always be written", e);
    }
  }

  /**
   * @throws DamagedLogException where it is not one, or of a newer format
   */
  static LogRecord read(Address address, String text) {
    try {
      JsonNode root = JSON.readTree(text);
      int format = root.path("format").asInt(0);
      if (format < 1 || format > LogRecord.FORMAT) {
        throw new DamagedLogException(
            Text.format(
                "%s has format %d, but this program reads formats up to %d: use a newer version of"
                    + " the program",
                address, format, LogRecord.FORMAT));
      }
      return JSON.treeToValue(root, LogRecord.class);
    } catch (JsonProcessingException e) {
      throw new DamagedLogException(address + " is not a log entry: " + e.getOriginalMessage());
    }
  }
}
