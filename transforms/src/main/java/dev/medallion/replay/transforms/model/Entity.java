package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that events are versions of, e.g. a charge.
 *
 * @param name within the model; its SQL relation has the same name
 * @param sources the sources that its events come from; they have the same {@code arrives}
 * @param where path column to the value that makes a record an event of this entity
 * @param fullHistory read without bound: {@code history: full}
 * @param key fields whose values name one entity
 * @param latestBy which of its versions wins: the first term decides, the next breaks its ties
 * @param businessTime the field that says on which business day a version lies
 * @param deleteWhen true of a version that removes the entity
 * @param errorWhen true of an error body: what the system sent instead of a record, e.g. because it
 *     refused the request
 * @param rejects not eligible, by name; counted, not an error
 * @param rules what must hold of a record, by name; otherwise a dead letter RULE_FAILED
 * @param fields the contract
 * @param ignored what is known to be in a record and not read: no drift
 * @param parts records of the same folder that belong to its versions
 */
@RecordBuilder
public record Entity(
    String name,
    List<String> sources,
    Map<String, String> where,
    boolean fullHistory,
    List<String> key,
    List<OrderTerm> latestBy,
    String businessTime,
    Optional<Condition> deleteWhen,
    Optional<Condition> errorWhen,
    List<NamedCondition> rejects,
    List<NamedCondition> rules,
    List<Field> fields,
    List<JsonPointer> ignored,
    List<Part> parts)
    implements EntityBuilder.With {

  /**
   * One term of {@code latest_by}.
   *
   * @param column a field or a path column
   * @param descending {@code -column}: the lowest value wins
   */
  public record OrderTerm(String column, boolean descending) {}

  /** A condition and the name that counts and messages give it. */
  public record NamedCondition(String name, Condition condition) {}

  /** Its own contract, and those of its parts: a record is read by one of them. */
  public Stream<Entity> contracts() {
    return Stream.concat(Stream.of(this), parts.stream().map(Part::contract));
  }

  /** Whether its events come from this source, perhaps among others. */
  public boolean isFrom(String source) {
    return sources.contains(source);
  }

  /** The field of this name, if there is one: path columns are none. */
  public Optional<Field> field(String field) {
    return fields.stream().filter(f -> f.name().equals(field)).findFirst();
  }

  /**
   * The timestamps among the fields of {@code latest_by}: versions are ordered by their
   * nanoseconds.
   */
  public List<Field> orderTimes() {
    return latestBy.stream()
        .map(OrderTerm::column)
        .distinct()
        .flatMap(column -> field(column).stream())
        .filter(f -> f.type().kind() == FieldType.Kind.TIMESTAMP)
        .toList();
  }

  /** Where a field stands among {@link #fields}; -1: it is none, but perhaps a path column. */
  public int slot(String field) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(field)) {
        return i;
      }
    }
    return -1;
  }
}
