package dev.medallion.replay.transforms.warehouse.changeset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Change sets as JSON, which is stable: the same change set gives the same text. Keys are sorted.
 *
 * <p>Written by hand and not by reflection, since the digest of every change set ever made depends
 * on it.
 */
final class ChangeSetJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ChangeSetJson() {}

  public static String write(ChangeSet changes) {
    ObjectNode root = JSON.createObjectNode();
    root.put("digest", changes.digest());
    root.put("made_after", changes.madeAfter());
    content(root, changes.replacements(), changes.reads(), changes.keyReads(), true);
    return text(root, true);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException where it is not JSON of a change set, or was altered: its
   *     content no longer has its digest
   */
  public static ChangeSet read(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the change set is not JSON: " + e.getOriginalMessage(), e);
    }
    List<Replacement> replacements = new ArrayList<>();
    required(root, "replacements").forEach(node -> replacements.add(replacement(node)));
    SortedMap<Partition, Integer> reads = new TreeMap<>();
    required(root, "reads")
        .forEach(node -> reads.put(partition(node), required(node, "version").intValue()));
    String digest = text(root, "digest");
    List<KeyRead> keyReads = new ArrayList<>();
    root.path("key_reads").forEach(node -> keyReads.add(keyRead(node)));
    String found = ChangeSets.digest(replacements, reads, keyReads);
    if (!found.equals(digest)) {
      throw new IllegalArgumentException(
          "the change set was altered: its content has the digest "
              + found
              + ", but its name is "
              + digest
              + "; plan again");
    }
    return new ChangeSet(
        digest,
        List.copyOf(replacements),
        reads,
        List.copyOf(keyReads),
        required(root, "made_after").longValue());
  }

  /** One line, without the digest and without the uris. */
  static String canonical(
      List<Replacement> replacements, SortedMap<Partition, Integer> reads, List<KeyRead> keyReads) {
    ObjectNode root = JSON.createObjectNode();
    content(root, replacements, reads, keyReads, false);
    return text(root, false);
  }

  private static void content(
      ObjectNode root,
      List<Replacement> replacements,
      SortedMap<Partition, Integer> reads,
      List<KeyRead> keyReads,
      boolean withUris) {
    // Left out where it says nothing: the digests of change sets without it stay as they were.
    if (!keyReads.isEmpty()) {
      ArrayNode keyNodes = root.putArray("key_reads");
      keyReads.forEach(read -> write(keyNodes.addObject(), read, withUris));
    }
    ArrayNode readNodes = root.putArray("reads");
    reads.forEach(
        (partition, version) ->
            readNodes
                .addObject()
                .put("table", partition.table())
                .put("value", partition.value())
                .put("version", version));
    ArrayNode nodes = root.putArray("replacements");
    replacements.forEach(replacement -> write(nodes.addObject(), replacement, withUris));
  }

  private static void write(ObjectNode node, Replacement replacement, boolean withUris) {
    PartitionResult result = replacement.result();
    ArrayNode columns = node.putArray("columns");
    result.columns().forEach(c -> columns.addObject().put("name", c.name()).put("type", c.type()));
    node.putObject("content")
        .put("checksum", result.content().checksum())
        .put("full_checksum", result.content().fullChecksum())
        .put("rows", result.content().rows());
    node.put("expected_version", replacement.expectedVersion());
    ArrayNode files = node.putArray("files");
    result.files().forEach(file -> write(files.addObject(), file, withUris));
    node.put("grain", replacement.grain().name());
    ObjectNode inputs = node.putObject("inputs");
    result.inputs().forEach(inputs::put);
    node.put("open_until", replacement.completeness().openUntil());
    node.put("partition_column", replacement.partitionColumn());
    node.put("qualified_table", replacement.table());
    if (!replacement.seen().equals(Seen.NOTHING)) {
      node.put("seen_learned", replacement.seen().learned());
      node.put("seen_rows", replacement.seen().rows());
    }
    node.put("table", result.partition().table());
    node.put("value", result.partition().value());
  }

  private static void write(ObjectNode node, KeyRead read, boolean withUris) {
    ArrayNode columns = node.putArray("columns");
    read.columns().forEach(columns::add);
    write(node.putObject("found"), read.found(), withUris);
    node.put("grain", read.grain().name());
    write(node.putObject("keys"), read.keys(), withUris);
    node.put("partition_column", read.partitionColumn());
    node.put("qualified_table", read.table());
  }

  private static void write(ObjectNode node, StagedFile file, boolean withUris) {
    node.put("bytes", file.bytes()).put("digest", file.digest()).put("rows", file.rows());
    if (withUris) {
      node.put("uri", file.uri());
    }
  }

  private static KeyRead keyRead(JsonNode node) {
    List<String> columns = new ArrayList<>();
    required(node, "columns").forEach(c -> columns.add(c.textValue()));
    return new KeyRead(
        text(node, "qualified_table"),
        text(node, "partition_column"),
        Grain.valueOf(text(node, "grain")),
        List.copyOf(columns),
        file(required(node, "keys")),
        file(required(node, "found")));
  }

  private static StagedFile file(JsonNode node) {
    return new StagedFile(
        text(node, "uri"),
        text(node, "digest"),
        required(node, "rows").longValue(),
        required(node, "bytes").longValue());
  }

  private static Replacement replacement(JsonNode node) {
    List<Column> columns = new ArrayList<>();
    required(node, "columns")
        .forEach(c -> columns.add(new Column(text(c, "name"), text(c, "type"))));
    List<StagedFile> files = new ArrayList<>();
    required(node, "files").forEach(f -> files.add(file(f)));
    SortedMap<String, String> inputs = new TreeMap<>();
    required(node, "inputs")
        .properties()
        .forEach(entry -> inputs.put(entry.getKey(), entry.getValue().textValue()));
    JsonNode content = required(node, "content");
    return new Replacement(
        text(node, "qualified_table"),
        text(node, "partition_column"),
        Grain.valueOf(text(node, "grain")),
        new PartitionResult(
            partition(node),
            List.copyOf(columns),
            List.copyOf(files),
            new Content(
                required(content, "rows").longValue(),
                text(content, "checksum"),
                text(content, "full_checksum")),
            inputs),
        new Completeness(text(node, "open_until")),
        required(node, "expected_version").intValue(),
        node.has("seen_rows")
            ? new Seen(text(node, "seen_rows"), text(node, "seen_learned"))
            : Seen.NOTHING);
  }

  private static Partition partition(JsonNode node) {
    return new Partition(text(node, "table"), text(node, "value"));
  }

  private static JsonNode required(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      throw new IllegalArgumentException("the change set lacks " + name);
    }
    return value;
  }

  private static String text(JsonNode node, String name) {
    JsonNode value = required(node, name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the change set's " + name + " is not text");
    }
    return value.textValue();
  }

  private static String text(ObjectNode root, boolean indented) {
    try {
      return indented
          ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)
          : JSON.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers is always JSON", e);
    }
  }
}
