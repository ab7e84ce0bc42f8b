package dev.medallion.replay.pipelines.text;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Hides the log of Beam and its libraries unless the user asks for it. */
public final class Logging {
  private Logging() {}

  public static void configure(boolean verbose) {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setLevel(verbose ? Level.INFO : Level.OFF);
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(handler);
  }
}
