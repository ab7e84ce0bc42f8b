package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.ContractNode.Target;
import dev.medallion.replay.transforms.flow.format.FieldKind;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.flow.format.json.JsonText;
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
 * Walks one object along a contract's paths, once, and takes its values as it meets them.
 *
 * <p>A key that stands twice at a path of the contract makes the record malformed, since parsers
 * disagree which one counts. Elsewhere (in what is ignored, unknown or kept as JSON) it is not
 * looked for. Not thread-safe.
 */
final class ContractReader implements FieldReader {
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

  private final List<Drift.Key> drift = new ArrayList<>();
  private final String entity;
  private final Function<Field, Fineness> fineness;

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
      ContractNode node = target(field.paths().get(rank), slot, rank);
      node.parsed |= field.parsed();
      candidates.add(node);
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
   * Reads the object whose fields come next, to its end.
   *
   * @return by field its value, an {@link Issue}, or null; behind them header, body (String) and
   *     payload (byte[]) of the signature
   */
  @Override
  public Object[] read(FieldSource source) throws IOException {
    values = new Object[ranks.length];
    Arrays.fill(ranks, Integer.MAX_VALUE);
    record++;
    drift.clear();
    for (StructList list : lists) {
      if (list != null) {
        list.forgetDrift();
      }
    }
    object(root, source);
    for (int i = 0; i < defaults.length; i++) {
      if (values[i] == null) {
        values[i] = defaults[i];
      }
    }
    return values;
  }

  /** Adds what the last object departed in; to be called for documents that are whole. */
  void countDrift(Drift counts) {
    for (Drift.Key key : drift) {
      counts.add(key, 1);
    }
    for (int i = 0; i < nodes.size(); i++) {
      List<ContractNode> candidates = nodes.get(i);
      boolean seen = candidates.isEmpty();
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

  private void object(ContractNode node, FieldSource source) throws IOException {
    for (String name = source.nextName(); name != null; name = source.nextName()) {
      ContractNode child = node.children.get(name);
      if (child == null) {
        if (!isOpaque(node)) {
          drift(Drift.Kind.NEW, node.path + "/" + ContractNode.escape(Converter.cut(name)), "");
        }
        source.skip();
      } else {
        value(child, source);
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

  private void value(ContractNode node, FieldSource source) throws IOException {
    if (node.seenIn == record) {
      throw new MalformedRecordException("the key at " + node.path + " appears twice");
    }
    node.seenIn = record;
    FieldKind kind = source.kind();
    switch (kind) {
      case OBJECT, ARRAY -> structured(node, kind, source);
      case NULL -> {}
      default -> {
        if (node.parsed && kind.isText()) {
          parse(node, source);
        } else {
          scalar(node, kind, source);
        }
      }
    }
  }

  /** Goes on in the JSON that a text holds, as if it stood in the text's place. */
  private void parse(ContractNode node, FieldSource source) throws IOException {
    try (JsonText text = JsonText.of(source.text())) {
      FieldSource within = text.fields();
      FieldKind kind = within.kind();
      switch (kind) {
        case OBJECT, ARRAY -> structured(node, kind, within);
        case NULL -> {}
        default -> scalar(node, kind, within);
      }
      text.end();
    } catch (MalformedRecordException e) {
      throw e;
    } catch (IOException e) {
      // The parser's own message would show the record's content.
      spoil(node, " is a text that does not read as JSON");
    }
  }

  /** What is read at a path, and below it, is not known. */
  private void spoil(ContractNode node, String why) {
    for (Target target : node.targets) {
      int slot = target.slot();
      if (slot < headerSlot && target.rank() <= ranks[slot]) {
        ranks[slot] = target.rank();
        values[slot] = new Issue(Code.BAD_TYPE, fields.get(slot).name() + why);
      }
    }
    node.children
        .values()
        .forEach(child -> spoil(child, " is in a text that does not read as JSON"));
  }

  private void scalar(ContractNode node, FieldKind kind, FieldSource source) throws IOException {
    if (node.targets.isEmpty() && !node.ignored) {
      drift(Drift.Kind.RETYPED, node.path, kind.label() + " -> object");
      return;
    }
    for (int i = 0; i < node.targets.size(); i++) {
      Target target = node.targets.get(i);
      int slot = target.slot();
      if (target.rank() >= ranks[slot] || (slot < headerSlot && isAbsent(slot, kind, source))) {
        continue;
      }
      ranks[slot] = target.rank();
      values[slot] = slot < headerSlot ? field(slot, node, kind, source) : part(slot, kind, source);
    }
  }

  private boolean isAbsent(int slot, FieldKind kind, FieldSource source) throws IOException {
    return kind.isText() && converters[slot].isAbsent(source.text());
  }

  private Object field(int slot, ContractNode node, FieldKind kind, FieldSource source)
      throws IOException {
    Converter converter = converters[slot];
    if (fields.get(slot).type().kind() == FieldType.Kind.JSON) {
      return json(slot, source, source.mark());
    }
    if (!converter.isOwnKind(kind)) {
      drift(Drift.Kind.RETYPED, node.path, kind.label() + " -> " + converter.typeName());
    }
    if (kind == FieldKind.INTEGER && converter.takesLongs() && source.isLong()) {
      return converter.convertWhole(source.longValue());
    }
    return converter.convert(new Scalar(kind, source.text()));
  }

  private Object part(int slot, FieldKind kind, FieldSource source) throws IOException {
    if (slot == headerSlot + 2) {
      return source.bytes(source.mark());
    }
    return kind.isText() ? source.text() : null;
  }

  /** An object or a list: walked for what lies below it, and kept as a whole where asked. */
  private void structured(ContractNode node, FieldKind kind, FieldSource source)
      throws IOException {
    if (node.targets.isEmpty() && !node.ignored && kind == FieldKind.ARRAY && !node.indexed) {
      drift(Drift.Kind.RETYPED, node.path, "array -> object");
    }
    boolean kept = isOpaque(node) && !node.targets.isEmpty();
    int start = kept ? source.mark() : 0;
    int list = kind == FieldKind.ARRAY ? listSlot(node) : -1;
    Object read = null;
    if (list >= 0) {
      read = lists[list].read(source);
    } else if (node.children.isEmpty()) {
      source.skip();
    } else if (kind == FieldKind.OBJECT) {
      object(node, source);
    } else {
      array(node, source);
    }
    for (int i = 0; i < node.targets.size(); i++) {
      Target target = node.targets.get(i);
      int slot = target.slot();
      if (target.rank() >= ranks[slot]) {
        continue;
      }
      ranks[slot] = target.rank();
      if (slot >= headerSlot) {
        values[slot] = slot == headerSlot + 2 ? source.bytes(start) : null;
      } else if (fields.get(slot).type().kind() == FieldType.Kind.JSON) {
        values[slot] = json(slot, source, start);
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

  private void array(ContractNode node, FieldSource source) throws IOException {
    int index = 0;
    while (source.nextElement()) {
      ContractNode child = node.children.get(Integer.toString(index++));
      if (child == null) {
        source.skip();
      } else {
        value(child, source);
      }
    }
  }

  private Object json(int slot, FieldSource source, int mark) throws IOException {
    String text = source.json(mark);
    if (text == null) {
      return new Issue(Code.BAD_TYPE, fields.get(slot).name() + " does not read as JSON");
    }
    return Surrogates.hasLoneEscape(text)
        ? new Issue(
            Code.BAD_TYPE,
            fields.get(slot).name() + " contains half of a surrogate pair, which is not text")
        : text;
  }

  private void drift(Drift.Kind kind, String path, String types) {
    drift.add(new Drift.Key(entity, kind, path, types));
  }
}
