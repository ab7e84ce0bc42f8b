package dev.medallion.replay.transforms.flow.decode;

import dev.medallion.replay.transforms.flow.deadletter.Code;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.decode.SignatureCounts.Result;
import dev.medallion.replay.transforms.flow.format.FieldReader;
import dev.medallion.replay.transforms.flow.format.FieldSource;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Alphanumeric;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Entity.NamedCondition;
import dev.medallion.replay.transforms.model.Entity.OrderTerm;
import dev.medallion.replay.transforms.model.Field;
import dev.medallion.replay.transforms.model.Source.Signature;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads and judges the records of one entity. */
final class EntityDecoder implements FieldReader {
  private final Entity entity;
  private final ContractReader reader;
  private final boolean signed;
  private final SignatureChecker checker;
  private final SignatureCounts signatures;
  private final Optional<ErrorBodies> errorBodies;
  private final Optional<ConditionEvaluator> deleteWhen;
  private final List<Named> rejects;
  private final List<Named> rules;
  private final boolean[] required;
  private final boolean[] requiredOfTombstone;
  private final int[] pathFields;
  private final PathValues pathValues;
  private final int[] orderTimes;

  private record Named(String name, ConditionEvaluator condition) {}

  EntityDecoder(
      Entity entity,
      Optional<Signature> signature,
      SignatureChecker checker,
      SignatureCounts signatures) {
    this.entity = entity;
    this.reader =
        new ContractReader(
            entity.name(),
            "",
            entity.fields(),
            entity.ignored(),
            signature,
            field -> Fineness.of(entity, field));
    this.signed = signature.isPresent();
    this.checker = checker;
    this.signatures = signatures;
    this.errorBodies = entity.errorWhen().map(c -> new ErrorBodies(entity, c));
    this.deleteWhen = entity.deleteWhen().map(c -> new ConditionEvaluator(c, entity));
    this.rejects = entity.rejects().stream().map(this::named).toList();
    this.rules = entity.rules().stream().map(this::named).toList();
    Set<String> identity =
        Stream.concat(entity.key().stream(), entity.latestBy().stream().map(OrderTerm::column))
            .collect(Collectors.toSet());
    int n = entity.fields().size();
    this.required = new boolean[n];
    this.requiredOfTombstone = new boolean[n];
    for (int i = 0; i < n; i++) {
      Field field = entity.fields().get(i);
      required[i] = field.required() || entity.key().contains(field.name());
      requiredOfTombstone[i] = required[i] && identity.contains(field.name());
    }
    this.pathFields =
        java.util.stream.IntStream.range(0, n)
            .filter(i -> entity.fields().get(i).pathColumn().isPresent())
            .filter(i -> !entity.fields().get(i).isOfPath())
            .toArray();
    this.pathValues = new PathValues(entity);
    this.orderTimes = entity.orderTimes().stream().mapToInt(f -> entity.slot(f.name())).toArray();
  }

  private Named named(NamedCondition condition) {
    return new Named(condition.name(), new ConditionEvaluator(condition.condition(), entity));
  }

  String name() {
    return entity.name();
  }

  @Override
  public Object[] read(FieldSource source) throws IOException {
    return reader.read(source);
  }

  void countDrift(Drift drift) {
    reader.countDrift(drift);
  }

  /**
   * What becomes of a record that is well-formed.
   *
   * @param corrected its bytes are not its own: its signature is not looked at
   */
  Outcome judge(Object[] read, ObjectRef object, boolean corrected) {
    int n = required.length;
    pathValues.put(read, object);
    int[] nanos = takeNanos(read);
    if (signed) {
      Result signature = signature(read, corrected);
      if (signature == Result.BAD || signature == Result.OTHER_PAYLOAD) {
        return new Dead(
            Code.BAD_SIGNATURE,
            entity.name(),
            "",
            signature == Result.BAD
                ? "the raw body does not match its signature (t=<seconds>,v1=<hex>) under any configured secret"
                : "the payload does not say what the signed body says");
      }
    }
    Optional<Dead> error = errorBodies.flatMap(e -> e.find(read));
    if (error.isPresent()) {
      return error.get();
    }
    boolean deleted = deleteWhen.isPresent() && deleteWhen.get().holds(read);
    boolean[] needed = deleted ? requiredOfTombstone : required;
    for (int i = 0; i < n; i++) {
      Object value = read[i];
      if (value == null) {
        if (needed[i]) {
          return dead(i, Code.MISSING_FIELD, " is required but absent or null");
        }
      } else if (value instanceof Issue issue) {
        return new Dead(
            issue.code(), entity.name(), entity.fields().get(i).name(), issue.message());
      }
    }
    for (int i : pathFields) {
      Optional<Dead> mismatch = read[i] == null ? Optional.empty() : mismatch(i, read[i], object);
      if (mismatch.isPresent()) {
        return mismatch.get();
      }
    }
    for (Named reject : rejects) {
      if (reject.condition().holds(read)) {
        return new Rejected(entity, reject.name());
      }
    }
    if (!deleted) {
      for (Named rule : rules) {
        if (!rule.condition().holds(read)) {
          return new Dead(
              Code.RULE_FAILED,
              entity.name(),
              rule.name(),
              "the rule " + rule.name() + " does not hold");
        }
      }
    }
    return new Decoded(entity, read.length == n ? read : Arrays.copyOf(read, n), nanos, deleted);
  }

  /** What order terms have beyond the microsecond; from here on, a time is its microseconds. */
  private int[] takeNanos(Object[] read) {
    int[] nanos = Decoded.NO_NANOS;
    for (int k = 0; k < orderTimes.length; k++) {
      if (read[orderTimes[k]] instanceof FineTime time) {
        nanos = nanos.length == 0 ? new int[orderTimes.length] : nanos;
        nanos[k] = time.nanos();
        read[orderTimes[k]] = time.micros();
      }
    }
    return nanos;
  }

  private Result signature(Object[] read, boolean corrected) {
    if (corrected) {
      signatures.add(Result.CORRECTED);
      return Result.CORRECTED;
    }
    int n = required.length;
    Result result =
        checker.check(
            Optional.ofNullable((String) read[n]),
            Optional.ofNullable((String) read[n + 1]),
            Optional.ofNullable((byte[]) read[n + 2]));
    signatures.add(result);
    return result;
  }

  private Optional<Dead> mismatch(int index, Object value, ObjectRef object) {
    Field field = entity.fields().get(index);
    Field.PathColumn column = field.pathColumn().orElseThrow();
    String own = CanonicalText.of(field.type(), value);
    String written = column.safeId() ? SafeId.of(own) : own;
    String inPath = object.columns().getOrDefault(column.column(), "");
    if (written.equals(field.normalized() ? Alphanumeric.of(inPath) : inPath)) {
      return Optional.empty();
    }
    return Optional.of(
        dead(
            index,
            Code.KEY_MISMATCH,
            field.pii()
                ? " differs from the path's " + column.column()
                : " is "
                    + Converter.cut(own)
                    + ", but the path's "
                    + column.column()
                    + " is "
                    + Converter.cut(inPath)));
  }

  private Dead dead(int index, Code code, String what) {
    String name = entity.fields().get(index).name();
    return new Dead(code, entity.name(), name, name + what);
  }
}
