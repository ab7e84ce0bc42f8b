package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.ContractNode.Target;
import dev.medallion.replay.transforms.flow.decode.Scalar.Kind;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Source.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Walks one JSON object along a contract's paths, once, and takes its values as it meets them.
 *
 * <p>A key that stands twice at a path of the contract makes the record malformed, since parsers
 * disagree which one counts. Elsewhere (in what is ignored, unknown or kept as JSON) it is not
 * looked for. Not thread-safe.
 */
final class ContractReader {
  /** Slots of the signature's parts, behind the fields'. */
  private static final int SIGNATURE_SLOTS = 3;

  private final List<Field> fields;
  private final Converter[] converters;
  private final StructList[] lists;
  private final Object[] defaults;
  private final List<List<ContractNode>> nodes = new ArrayList<>();
  private final ContractNode root;
  private final int headerSlot;
  private final int[] ranks;
  private Object[] values;
  private long record;

  /** The record's bytes, for values that are kept as they are written. */
  private byte[] bytes;

  private int offset;
  private final List<Drift.Key> drift = new ArrayList<>();
  private final String entity;
  private final Function<Field, Fineness> fineness;

  /** A key that stands twice. */
  static final class DuplicateKeyException extends IOException {
    private static final long serialVersionUID = 1;

    DuplicateKeyException(String path) {
      super("the key at " + path + " appears twice");
    }
  }

  /**
   * @param path of the object, below the record
   * @param signature whose parts are taken too
   * @param fineness of the timestamps
   */
  ContractReader(
      String entity,
      String path,
      List<Field> fields,
      List<JsonPointer> ignored,
      Optional<Signature> signature,
      Function<Field, Fineness> fineness) {
    this.entity = entity;
    this.fineness = fineness;
    this.fields = fields;
    this.root = new ContractNode(path);
    int n = fields.size();
    this.headerSlot = n;
    this.converters = new Converter[n];
    this.lists = new StructList[n];
    this.defaults = new Object[n];
    this.ranks = new int[n + SIGNATURE_SLOTS];
    for (int i = 0; i < n; i++) {
      add(fields.get(i), i);
    }
    for (JsonPointer pointer : ignored) {
      root.at(pointer).ignored = true;
    }
    signature.ifPresent(
        s -> {
          target(s.header(), headerSlot, 0);
          target(s.body(), headerSlot + 1, 0);
          target(s.payload(), headerSlot + 2, 0);
        });
  }

  private void add(Field field, int slot) {
    converters[slot] = new Converter(field, fineness.apply(field));
    defaults[slot] = converters[slot].defaultValue().orElse(null);
    List<ContractNode> candidates = new ArrayList<>();
    for (int rank = 0; rank < field.paths().size(); rank++) {
      candidates.add(target(field.paths().get(rank), slot, rank));
    }
    nodes.add(candidates);
    if (field.type().kind() == FieldType.Kind.LIST_STRUCT) {
      lists[slot] = new StructList(entity, candidates.get(0).path + "/*", field);
    }
  }

  private ContractNode target(JsonPointer pointer, int slot, int rank) {
    ContractNode node = root.at(pointer);
    node.targets.add(new Target(slot, rank));
    return node;
  }

  /**
   * Reads the object that the parser stands on, to its end.
   *
   * @param bytes what the parser reads from {@code offset} on
   * @return by field its value, an {@link Issue}, or null; behind them header, body (String) and
   *     payload (int[] {start, end} in bytes) of the signature
   */
  Object[] read(JsonParser parser, byte[] bytes, int offset) throws IOException {
    this.bytes = bytes;
    this.offset = offset;
    values = new Object[ranks.length];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    record++;
    drift.clear();
    object(root, parser);
    for (int i = 0; i < defaults.length; i++) {
      if (values[i] == null) {
        values[i] = defaults[i];
      }
    }
    this.bytes = null;
    return values;
  }

  /** Adds what the last object departed in; to be called for documents that are whole. */
  void countDrift(Drift counts) {
    for (Drift.Key key : drift) {
      counts.add(key, 1);
    }
    for (int i = 0; i < nodes.size(); i++) {
      List<ContractNode> candidates = nodes.get(i);
      boolean seen = false;
      for (int k = 0; k < candidates.size() && !seen; k++) {
        seen = candidates.get(k).seenIn == record;
      }
      if (!seen) {
        counts.add(missingKeys(i), 1);
      }
      if (lists[i] != null) {
        lists[i].countDrift(counts);
      }
    }
  }

  private Drift.Key missingKeys(int field) {
    return new Drift.Key(entity, Drift.Kind.MISSING, nodes.get(field).get(0).path, "");
  }

  private void object(ContractNode node, JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      ContractNode child = node.children.get(name);
      JsonToken token = parser.nextToken();
      if (child == null) {
        if (!isOpaque(node)) {
          drift(Drift.Kind.NEW, node.path + "/" + ContractNode.escape(Converter.cut(name)), "");
        }
        parser.skipChildren();
      } else {
        value(child, token, parser);
      }
    }
  }

  /** Whether what lies below is known without being named. */
  private boolean isOpaque(ContractNode node) {
    if (node.ignored) {
      return true;
    }
    for (Target target : node.targets) {
      if (target.slot() >= headerSlot
          || fields.get(target.slot()).type().kind() == FieldType.Kind.JSON) {
        return true;
      }
    }
    return false;
  }

  private void value(ContractNode node, JsonToken token, JsonParser parser) throws IOException {
    if (node.seenIn == record) {
      throw new DuplicateKeyException(node.path);
    }
    node.seenIn = record;
    switch (token) {
      case START_OBJECT -> structured(node, Kind.OBJECT, parser);
      case START_ARRAY -> structured(node, Kind.ARRAY, parser);
      case VALUE_NULL -> {}
      default -> scalar(node, token, parser);
    }
  }

  private void scalar(ContractNode node, JsonToken token, JsonParser parser) throws IOException {
    if (node.targets.isEmpty() && !node.ignored) {
      drift(Drift.Kind.RETYPED, node.path, kind(token).label() + " -> object");
      return;
    }
    for (int i = 0; i < node.targets.size(); i++) {
      Target target = node.targets.get(i);
      int slot = target.slot();
      if (target.rank() >= ranks[slot]) {
        continue;
      }
      ranks[slot] = target.rank();
      values[slot] =
          slot < headerSlot ? field(slot, node, token, parser) : part(slot, token, parser);
    }
  }

  private Object field(int slot, ContractNode node, JsonToken token, JsonParser parser)
      throws IOException {
    Converter converter = converters[slot];
    if (fields.get(slot).type().kind() == FieldType.Kind.JSON) {
      return json(slot, start(parser), end(parser));
    }
    Kind kind = kind(token);
    if (!converter.isOwnKind(kind)) {
      drift(Drift.Kind.RETYPED, node.path, kind.label() + " -> " + converter.typeName());
    }
    if (kind == Kind.INTEGER
        && converter.takesLongs()
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return converter.convertWhole(parser.getLongValue());
    }
    return converter.convert(new Scalar(kind, parser.getText()));
  }

  private Object part(int slot, JsonToken token, JsonParser parser) throws IOException {
    if (slot == headerSlot + 2) {
      return new int[] {start(parser), end(parser)};
    }
    return token == JsonToken.VALUE_STRING ? parser.getText() : null;
  }

  private static Kind kind(JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT -> Kind.INTEGER;
      case VALUE_NUMBER_FLOAT -> Kind.FRACTION;
      default -> Kind.BOOLEAN;
    };
  }

  /** An object or a list: walked for what lies below it, and kept as a whole where asked. */
  private void structured(ContractNode node, Kind kind, JsonParser parser) throws IOException {
    if (node.targets.isEmpty() && !node.ignored && kind == Kind.ARRAY && !node.indexed) {
      drift(Drift.Kind.RETYPED, node.path, "array -> object");
    }
    boolean kept = isOpaque(node) && !node.targets.isEmpty();
    int start = kept ? start(parser) : 0;
    int list = kind == Kind.ARRAY ? listSlot(node) : -1;
    Object read = null;
    if (list >= 0) {
      read = lists[list].read(parser, bytes, offset);
    } else if (node.children.isEmpty()) {
      parser.skipChildren();
    } else if (kind == Kind.OBJECT) {
      object(node, parser);
    } else {
      array(node, parser);
    }
    for (int i = 0; i < node.targets.size(); i++) {
      Target target = node.targets.get(i);
      int slot = target.slot();
      if (target.rank() >= ranks[slot]) {
        continue;
      }
      ranks[slot] = target.rank();
      if (slot >= headerSlot) {
        values[slot] = slot == headerSlot + 2 ? new int[] {start, end(parser)} : null;
      } else if (fields.get(slot).type().kind() == FieldType.Kind.JSON) {
        values[slot] = json(slot, start, end(parser));
      } else if (slot == list) {
        values[slot] = read;
      } else {
        drift(Drift.Kind.RETYPED, node.path, kind.label() + " -> " + converters[slot].typeName());
        values[slot] = converters[slot].convert(new Scalar(kind, ""));
      }
    }
  }

  private int listSlot(ContractNode node) {
    for (Target target : node.targets) {
      if (target.slot() < headerSlot && lists[target.slot()] != null) {
        return target.slot();
      }
    }
    return -1;
  }

  private void array(ContractNode node, JsonParser parser) throws IOException {
    int index = 0;
    for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
      ContractNode child = node.children.get(Integer.toString(index++));
      if (child == null) {
        parser.skipChildren();
      } else {
        value(child, t, parser);
      }
    }
  }

  private Object json(int slot, int start, int end) {
    String text = CompactJson.of(bytes, offset + start, offset + end);
    return CompactJson.hasLoneSurrogateEscape(text)
        ? new Issue(
            Code.BAD_TYPE,
            fields.get(slot).name() + " contains half of a surrogate pair, which is not text")
        : text;
  }

  private static int start(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  private static int end(JsonParser parser) throws IOException {
    // A text is read lazily: only then does the location stand behind it.
    parser.finishToken();
    return (int) parser.currentLocation().getByteOffset();
  }

  private void drift(Drift.Kind kind, String path, String types) {
    drift.add(new Drift.Key(entity, kind, path, types));
  }
}
