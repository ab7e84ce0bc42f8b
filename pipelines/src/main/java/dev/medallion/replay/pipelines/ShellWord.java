package dev.medallion.replay.pipelines;

/** Writes text so that a shell takes it for one word. */
final class ShellWord {
  private ShellWord() {}

  static String quote(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
