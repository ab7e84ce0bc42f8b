package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

class ModelSchemaTest {
  private static final JsonNode TEXT = text();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(TEXT);

  @Test
  void thePaymentsModelIsValid() {
    assertThat(
        complaints(ModelFiles.builtIn("payments").text("model.yaml").orElseThrow()), is(empty()));
  }

  @Test
  void aModelThatUsesEveryKeyIsValid() {
    assertThat(complaints(TestModel.maximal().yaml()), is(empty()));
  }

  @Test
  void thePaymentsModelNamesTheSchemaWhereItLies() throws IOException {
    Path folder = Path.of("models/payments");
    String first = Files.readAllLines(folder.resolve("model.yaml")).get(0);

    assertThat(
        Files.isRegularFile(folder.resolve(first.replace("# yaml-language-server: $schema=", ""))),
        is(true));
  }

  @ParameterizedTest
  @EnumSource(Section.class)
  void schemaAndLoaderKnowTheSameKeys(Section section) {
    JsonNode definition =
        section == Section.MODEL
            ? TEXT
            : TEXT.path("$defs").path(section.name().toLowerCase(Locale.ROOT));
    Set<String> keys = new TreeSet<>();
    definition.path("properties").fieldNames().forEachRemaining(keys::add);
    Set<String> required = new TreeSet<>();
    definition.path("required").forEach(k -> required.add(k.asText()));

    assertThat(keys, containsInAnyOrder(section.keys().toArray()));
    assertThat(required, is(new TreeSet<>(section.required())));
    assertThat(definition.path("additionalProperties").asBoolean(true), is(false));
  }

  /** Every key of the loader stands in the maximal model, which loads and is valid. */
  @ParameterizedTest
  @EnumSource(Section.class)
  void theMaximalModelUsesEveryKey(Section section) {
    for (String key : section.keys()) {
      assertThat(key, TestModel.maximal().yaml().matches("(?s).*\\b" + key + ":.*"), is(true));
    }
  }

  @Test
  void theSchemaKnowsTheBuiltInAuditsAndTheFieldTypes() {
    Set<String> audits = new TreeSet<>();
    TEXT.path("properties")
        .path("severities")
        .path("properties")
        .fieldNames()
        .forEachRemaining(audits::add);

    assertThat(audits, is(new TreeSet<>(AuditNames.BUILT_IN)));
  }

  @Test
  void theSchemaKnowsTheRecordFormats() {
    Set<String> formats = new TreeSet<>();
    TEXT.path("$defs")
        .path("source")
        .path("properties")
        .path("format")
        .path("enum")
        .forEach(f -> formats.add(f.asText()));

    assertThat(formats, is(new TreeSet<>(RecordFormat.byName().keySet())));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model: maximal | modell: maximal",
        "model: maximal | model: [a]",
        "time_zone: Europe | timezone: Europe",
        "dead_letter_ratio: 0.1 | dead_letter_ratio: 1.5",
        "dead_letter_ratio: 0.1 | dead_letter_ratio: high",
        "record_bytes: 1000000 | record_bytes: 0",
        "record_bytes: 1000000 | record_bytes: 1.5",
        "foreign_key: off | foreign_key: of",
        "foreign_key: off | foregin_key: off",
        "format: jsonl | format: xml",
        "delimiter: ';' | delimiter: ';;'",
        "delimiter: ';' | separator: ';'",
        "columns: [id, amount] | columns: []",
        "format: jsonl | fromat: jsonl",
        "retention: P3M | retention: 90 days",
        "retention: P3M | retention: P",
        "priority: 2 | priority: two",
        "records: /rows, | records: rows,",
        "file: _manifest.json | file: a/b.json",
        "{after: P7D} | {after: -P7D}",
        "{after: P7D} | [P7D]",
        "column: event_id} | colum: event_id}",
        "history: full | history: all",
        "latest_by: [updated, -shop] | latest_by: updated",
        "latest_by: [updated, -shop] | latest_by: []",
        "when: 'is_test = true' | require: 'is_test = true'",
        "error_when: \"state | eror_when: \"state",
        "type: double | type: float",
        "type: 'decimal(12,2)', required | type: 'decimal', required",
        "coerce: true | coerce: yes",
        "decimal_comma: either | decimal_comma: both",
        "decimal_comma: true | decimal_comma: 1",
        "empty_as_null: true | empty_as_null: always",
        "normalize: alphanumeric | normalize: alphanumerics",
        "max: 1000000 | max: many",
        "path: /weight | path: weight",
        "path: /weight | pth: /weight",
        "enum: [I, U, D, DELETE] | enum: I",
        "format: epoch_millis, | ``",
        "path_column: kind, path_encoding: safe_id | path_encoding: safe_id",
        "path_encoding: safe_id | path_encoding: url",
        "default: 0} | default: 0, required: true}",
        "layer: silver\\n        entity: order\\n | layer: bronze\\n        entity: order\\n",
        "grain: month | grain: week",
        "{column: month, grain: month} | {grain: month}",
        "{grain: none} | {grain: none, column: at}",
        "{lookback: P1D, lookahead: P2D} | {lookback: 1}",
        "objects: {source: orders} | objects: {src: orders}",
        "reference: [rates] | reference: rates",
        "severity: warning | severity: warn",
      })
  void schemaAndLoaderRefuseTheSameMistake(String from, String to) {
    TestModel broken =
        TestModel.maximal().edit("model.yaml", unescape(from), to == null ? "" : unescape(to));

    assertThat("schema", complaints(broken.yaml()), is(not(empty())));
    assertThat("loader", broken.problems(), is(not(empty())));
  }

  private static String unescape(String text) {
    return text.replace("\\n", "\n");
  }

  private static List<String> complaints(String yaml) {
    ModelProblems problems = new ModelProblems();
    JsonNode json = json(Yaml.parse("model.yaml", yaml, problems).orElseThrow());
    return SCHEMA.validate(json).stream().map(ValidationMessage::getMessage).toList();
  }

  private static JsonNode json(Node node) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (node instanceof MappingNode mapping) {
      ObjectNode object = make.objectNode();
      for (NodeTuple tuple : mapping.getValue()) {
        object.set(((ScalarNode) tuple.getKeyNode()).getValue(), json(tuple.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode list) {
      ArrayNode array = make.arrayNode();
      list.getValue().forEach(element -> array.add(json(element)));
      return array;
    }
    String value = ((ScalarNode) node).getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.BOOL)) {
      return make.booleanNode(value.equals("true"));
    } else if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return make.numberNode(new BigDecimal(value));
    }
    return tag.equals(Tag.NULL) ? make.nullNode() : make.textNode(value);
  }

  private static JsonNode text() {
    try (InputStream in = ModelSchemaTest.class.getResourceAsStream("/model.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
