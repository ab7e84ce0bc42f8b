package dev.medallion.replay.benchmarks.profile;

import java.util.List;

/** Which part of the program a thread is in, by its stack. */
final class Place {
  private static final String ROOT = "dev.medallion.replay.";

  /** Work for whoever calls them: the caller is the place. */
  private static final List<String> HELPERS =
      List.of(ROOT + "transforms.engine.", ROOT + "options.");

  private Place() {}

  /** The innermost class of this program, e.g. {@code decode.EntityDecoder}; or what else it is. */
  static String of(StackTraceElement[] stack) {
    boolean beam = false;
    for (StackTraceElement frame : stack) {
      String name = frame.getClassName();
      beam |= name.startsWith("org.apache.beam.");
      if (name.startsWith(ROOT) && HELPERS.stream().noneMatch(name::startsWith)) {
        return withoutNested(name.substring(ROOT.length()))
            .replaceFirst("^transforms\\.(flow\\.)?", "");
      }
    }
    return beam ? "Beam" : "JDK and others";
  }

  /** What it does there: the innermost frame of all. */
  static String innermost(StackTraceElement[] stack) {
    StackTraceElement frame = stack[0];
    String name = frame.getClassName();
    return withoutNested(name.substring(name.lastIndexOf('.') + 1)) + "." + frame.getMethodName();
  }

  private static String withoutNested(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }
}
