package dev.medallion.replay.transforms.storage.local;

import dev.medallion.replay.options.chance.Nondeterminism;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Files that are being written. They have names of their own, which are short, so that an object's
 * name may be as long as the file system allows; they are never listed.
 */
final class Drafts {
  private static final Pattern DRAFT = Pattern.compile("\\.(.*\\.)?[0-9a-f]{6,}\\.draft");

  private Drafts() {}

  static Path beside(Path file) {
    return file.resolveSibling(
        "." + Nondeterminism.newToken() + Nondeterminism.newToken() + ".draft");
  }

  /** Also one that an earlier program left. */
  static boolean is(String name) {
    return name.startsWith(".") && DRAFT.matcher(name).matches();
  }
}
