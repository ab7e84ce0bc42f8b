package dev.medallion.replay.pipelines.text;

/** Writes text so that a shell takes it for one word. */
public final class ShellWord {
  private ShellWord() {}

  public static String quote(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
