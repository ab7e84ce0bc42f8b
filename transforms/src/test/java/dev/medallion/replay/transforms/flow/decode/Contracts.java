package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.flow.format.json.JsonBytes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Condition;
import dev.medallion.replay.transforms.model.Csv;
import dev.medallion.replay.transforms.model.DecimalMark;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.EventStream;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.FieldType;
import dev.medallion.replay.transforms.model.Limits;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.RecordFormat;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Small contracts made by hand: a model of one entity {@code thing} in source {@code things}. */
public final class Contracts {
  public static final ObjectRef OBJECT =
      new ObjectRef(
          "things", "/t/1", "t/1", "g", 10, LocalDate.of(2026, 2, 3), Map.of("key", "k_1"));

  private final List<Field> fields = new ArrayList<>();
  private Optional<Condition> deleteWhen = Optional.empty();
  private Optional<Condition> errorWhen = Optional.empty();
  private final List<Entity.NamedCondition> rejects = new ArrayList<>();
  private final List<Entity.NamedCondition> rules = new ArrayList<>();
  private final List<JsonPointer> ignored = new ArrayList<>();
  private Optional<String> key = Optional.empty();
  private List<Entity.OrderTerm> latestBy = List.of();

  /** One field, changed step by step. */
  public static final class FieldBuilder {
    private final String name;
    private final FieldType type;
    private List<JsonPointer> paths;
    private List<TimeFormat> formats = List.of();
    private boolean required;
    private boolean coerce;
    private DecimalMark decimalMark = DecimalMark.POINT;
    private boolean emptyAsNull;
    private boolean normalized;
    private Optional<BigDecimal> min = Optional.empty();
    private Optional<BigDecimal> max = Optional.empty();
    private Set<String> allowed = Set.of();
    private Optional<Pattern> pattern = Optional.empty();
    private Optional<String> defaultValue = Optional.empty();
    private boolean pii;
    private Optional<Field.PathColumn> pathColumn = Optional.empty();
    private List<Field> children = List.of();

    private FieldBuilder(String name, FieldType type) {
      this.name = name;
      this.type = type;
      this.paths = List.of(JsonPointer.compile("/" + name));
    }

    FieldBuilder at(String... pointers) {
      paths = List.of(pointers).stream().map(JsonPointer::compile).toList();
      return this;
    }

    FieldBuilder formats(TimeFormat... all) {
      formats = List.of(all);
      return this;
    }

    FieldBuilder required() {
      required = true;
      return this;
    }

    FieldBuilder coerce() {
      coerce = true;
      return this;
    }

    FieldBuilder decimalComma() {
      decimalMark = DecimalMark.COMMA;
      return this;
    }

    FieldBuilder commaOrPoint() {
      decimalMark = DecimalMark.EITHER;
      return this;
    }

    FieldBuilder normalized() {
      normalized = true;
      return this;
    }

    FieldBuilder emptyAsNull() {
      emptyAsNull = true;
      return this;
    }

    FieldBuilder between(String low, String high) {
      min = Optional.of(new BigDecimal(low));
      max = Optional.of(new BigDecimal(high));
      return this;
    }

    FieldBuilder allowed(String... values) {
      allowed = new LinkedHashSet<>(List.of(values));
      return this;
    }

    FieldBuilder pattern(String regex) {
      pattern = Optional.of(Pattern.compile(regex));
      return this;
    }

    FieldBuilder orElse(String value) {
      defaultValue = Optional.of(value);
      return this;
    }

    FieldBuilder pii() {
      pii = true;
      return this;
    }

    FieldBuilder pathColumn(String column, boolean safeId) {
      pathColumn = Optional.of(new Field.PathColumn(column, safeId));
      return this;
    }

    FieldBuilder children(FieldBuilder... all) {
      children = List.of(all).stream().map(FieldBuilder::build).toList();
      return this;
    }

    Field build() {
      return new Field(
          name,
          paths,
          type,
          false,
          formats,
          required,
          coerce,
          decimalMark,
          emptyAsNull,
          normalized,
          min,
          max,
          allowed,
          pattern,
          defaultValue,
          pii,
          pathColumn,
          children,
          "");
    }
  }

  public static FieldBuilder field(String name, FieldType.Kind kind) {
    return new FieldBuilder(name, FieldType.of(kind));
  }

  public static FieldBuilder decimal(String name, int precision, int scale) {
    return new FieldBuilder(name, FieldType.decimal(precision, scale));
  }

  public static TimeFormat pattern(String pattern, String zone) {
    return new TimeFormat(TimeFormat.Kind.PATTERN, pattern, Optional.of(ZoneId.of(zone)));
  }

  public static TimeFormat time(TimeFormat.Kind kind) {
    return new TimeFormat(kind, "", Optional.empty());
  }

  public static Contracts of(FieldBuilder... fields) {
    Contracts contracts = new Contracts();
    for (FieldBuilder field : fields) {
      contracts.fields.add(field.build());
    }
    return contracts;
  }

  Contracts deleteWhen(Condition.Term... terms) {
    deleteWhen = Optional.of(new Condition(List.of(terms)));
    return this;
  }

  Contracts errorWhen(Condition.Term... terms) {
    errorWhen = Optional.of(new Condition(List.of(terms)));
    return this;
  }

  /** The field that is the key, where it is not the first one. */
  Contracts key(String field) {
    key = Optional.of(field);
    return this;
  }

  /** A term of the order of versions. */
  public Contracts latestBy(String field) {
    latestBy = List.of(new Entity.OrderTerm(field, false));
    return this;
  }

  Contracts reject(String name, Condition.Term... terms) {
    rejects.add(new Entity.NamedCondition(name, new Condition(List.of(terms))));
    return this;
  }

  Contracts rule(String name, Condition.Term... terms) {
    rules.add(new Entity.NamedCondition(name, new Condition(List.of(terms))));
    return this;
  }

  Contracts ignore(String... pointers) {
    List.of(pointers).forEach(p -> ignored.add(JsonPointer.compile(p)));
    return this;
  }

  public Source source() {
    return new Source(
        "things",
        PathTemplate.parse("t/{key}/{arrival_date:yyyy-MM-dd}.jsonl"),
        RecordFormat.JSONL,
        Csv.STANDARD,
        Reach.NONE,
        Optional.empty(),
        3,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public Model model() {
    String first = fields.get(0).name();
    Entity entity =
        new Entity(
            "thing",
            List.of("things"),
            Map.of(),
            false,
            List.of(key.orElse(first)),
            latestBy,
            first,
            deleteWhen,
            errorWhen,
            rejects,
            rules,
            fields,
            ignored,
            List.of());
    return new Model(
        "hand",
        ZoneOffset.UTC,
        Map.of("things", source()),
        List.of(new EventStream("s", List.of(first), Optional.empty(), List.of(entity), List.of())),
        List.of(),
        List.of(),
        Map.of(),
        new Limits(0.05, 1 << 20, 0.2, 10),
        Map.of(),
        "digest of " + first);
  }

  public RecordDecoder decoder() {
    return new RecordDecoder(model(), source(), SignatureSecrets.NONE);
  }

  public Outcome decode(String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return decoder().decode(JsonBytes.of(bytes), OBJECT);
  }

  /** The values of a record that decodes. */
  public Object[] values(String record) {
    return ((Outcome.Decoded) decode(record)).values();
  }

  /** {@code CODE field message} of a record that does not. */
  public String dead(String record) {
    Outcome.Dead dead = (Outcome.Dead) decode(record);
    return dead.code() + " " + dead.field() + " " + dead.message();
  }
}
