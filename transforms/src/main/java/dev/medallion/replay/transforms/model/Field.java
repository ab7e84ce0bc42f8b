package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One field of an entity's contract.
 *
 * @param name its column
 * @param paths where it stands in the record: the first that is present and not null wins; empty:
 *     its value is that of the path column
 * @param type what it must be
 * @param parsed a text there is read as the JSON value that it holds
 * @param formats of a date or timestamp, tried in order; empty for other types
 * @param required absent or null is a dead letter MISSING_FIELD
 * @param coerce a value of another JSON type is converted where nothing is lost, and counted as
 *     drift
 * @param decimalMark how a number that is a text is written
 * @param normalized its value is {@link Alphanumeric#of} of the text; absent where nothing is left
 * @param emptyAsNull a text that is empty or blank counts as absent
 * @param min lowest number that is in range
 * @param max highest number that is in range
 * @param allowed the only values allowed; empty: any
 * @param pattern that the whole value must match
 * @param defaultValue as the record would hold it, when absent or null
 * @param pii personal data: never in a log or a message
 * @param pathColumn the path column that its value is, or that must hold the same value, otherwise
 *     KEY_MISMATCH
 * @param children fields of a {@code list<struct>}'s elements
 * @param description for people who look at a table's column of its name and type; empty: none
 */
@RecordBuilder
public record Field(
    String name,
    List<JsonPointer> paths,
    FieldType type,
    boolean parsed,
    List<TimeFormat> formats,
    boolean required,
    boolean coerce,
    DecimalMark decimalMark,
    boolean emptyAsNull,
    boolean normalized,
    Optional<BigDecimal> min,
    Optional<BigDecimal> max,
    Set<String> allowed,
    Optional<Pattern> pattern,
    Optional<String> defaultValue,
    boolean pii,
    Optional<PathColumn> pathColumn,
    List<Field> children,
    String description)
    implements FieldBuilder.With {

  /** Whether its value is that of a path column, and is not in the record. */
  public boolean isOfPath() {
    return paths.isEmpty();
  }

  /** The same field, read from the object's path and not from the record. */
  Field ofPathAlone() {
    return with(f -> f.paths(List.of()).parsed(false).required(true).coerce(false));
  }

  /**
   * The path column that a field must agree with.
   *
   * @param column its name
   * @param safeId whether the path holds the value with unsafe characters replaced
   */
  public record PathColumn(String column, boolean safeId) {}
}
