package dev.medallion.replay.transforms.model;

import java.util.List;

/**
 * Where a source's objects lie: a path of named parts, e.g. {@code
 * bronze/entity={entity}/dt={arrival_date:yyyy-MM-dd}/part-{part~[0-9]+}.jsonl}.
 *
 * @param text as the model has it
 * @param segments between the slashes
 */
public record PathTemplate(String text, List<Segment> segments) {

  /** One path segment: its parts in order. */
  public record Segment(List<Part> parts) {}

  /** A piece of a segment. */
  public sealed interface Part {}

  /** Text that stands as it is. */
  public record Literal(String text) implements Part {}

  /** {@code {name}} or {@code {name~regex}}: becomes a text column. */
  public record Named(String name, String regex) implements Part {}

  /** {@code {name:pattern}}: becomes a date column; {@code arrival_date} bounds the listing. */
  public record Dated(String name, String pattern) implements Part {}
}
