package dev.medallion.replay.pipelines;

import java.util.Optional;

/** Which program this is. */
final class CodeVersion {
  private CodeVersion() {}

  /** The version of the package, {@code development} where it runs from classes. */
  static String text() {
    return Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
