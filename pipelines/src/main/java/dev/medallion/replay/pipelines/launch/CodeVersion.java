package dev.medallion.replay.pipelines.launch;

import java.util.Optional;

/** Which program this is. */
public final class CodeVersion {
  private CodeVersion() {}

  /** The version of the package, {@code development} where it runs from classes. */
  public static String text() {
    return Optional.ofNullable(CodeVersion.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
