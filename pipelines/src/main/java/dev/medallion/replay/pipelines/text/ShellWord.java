package dev.medallion.replay.pipelines.text;

/** Quotes text so that a shell reads it as one word. */
public final class ShellWord {
  private ShellWord() {}

  public static String quote(String text) {
    return text.matches("[A-Za-z0-9_./:=@%+,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
