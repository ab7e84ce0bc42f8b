package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.PathTemplate.Literal;
import dev.medallion.replay.transforms.model.PathTemplate.Part;
import dev.medallion.replay.transforms.model.PathTemplate.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What writers and other tools leave beside their objects: hidden names ({@code _SUCCESS}, {@code
 * _temporary}, a Mac's {@code ._file}), checksums and unfinished files. It is never data, also
 * where its name would fit the source's path.
 */
final class Leftovers {
  private static final List<String> HIDDEN = List.of(".", "_");
  private static final List<String> ENDINGS = List.of(".crc", ".tmp");

  private Leftovers() {}

  /** Whether a file or folder is left over by its name. */
  static boolean is(String name) {
    String small = name.toLowerCase(Locale.ROOT);
    return HIDDEN.stream().anyMatch(name::startsWith) || ENDINGS.stream().anyMatch(small::endsWith);
  }

  /** The same of a name at a segment of a path: what the model itself spells so is meant. */
  static boolean is(Segment segment, String name) {
    List<Part> parts = segment.parts();
    boolean spelled =
        literal(parts.get(0)).filter(t -> HIDDEN.stream().anyMatch(t::startsWith)).isPresent()
            || literal(parts.get(parts.size() - 1))
                .filter(t -> ENDINGS.stream().anyMatch(t.toLowerCase(Locale.ROOT)::endsWith))
                .isPresent();
    return is(name) && !(spelled && segment.match(name).isPresent());
  }

  private static Optional<String> literal(Part part) {
    return part instanceof Literal literal ? Optional.of(literal.text()) : Optional.empty();
  }
}
