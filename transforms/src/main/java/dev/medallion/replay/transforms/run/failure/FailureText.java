package dev.medallion.replay.transforms.run.failure;

import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Describes a failure in words: what each layer of the exception adds, without mere wrappers. */
public final class FailureText {
  private static final String ELSEWHERE = "give another --state, --staging or --warehouse";

  private static final String NO_SPACE = "No space left on device";
  private static final Pattern UNREADABLE = Pattern.compile("can't (?:be read|be listed|read) ?");
  private static final Pattern NEW_RUN = Pattern.compile("[Ss]tart a new run");

  private FailureText() {}

  /** One line of text, never empty. */
  public static String of(Throwable failure) {
    String text = withoutAdvice(failure);
    return text + advice(text);
  }

  /**
   * The same.
   *
   * @param place is named where the failure names none
   */
  public static String of(Throwable failure, String place) {
    String text = withoutAdvice(failure, place);
    return text + advice(text);
  }

  /** Whether a text tells to start a new run: resuming this one would fail in the same way. */
  public static boolean asksForANewRun(String text) {
    return NEW_RUN.matcher(text).find();
  }

  /** Whether a text says that there was no space to write. */
  public static boolean tellsOfAFullDisk(String text) {
    return text.contains(NO_SPACE);
  }

  /** What failed, and not what to do. */
  static String withoutAdvice(Throwable failure) {
    return withoutAdvice(failure, "");
  }

  private static String withoutAdvice(Throwable failure, String place) {
    List<String> layers = new ArrayList<>();
    Throwable cause = failure;
    Throwable innermost = failure;
    while (cause != null) {
      innermost = cause;
      String own = own(cause);
      // An outer layer often quotes the inner one.
      if (!own.isEmpty() && layers.stream().noneMatch(l -> l.contains(own))) {
        layers.removeIf(own::contains);
        layers.add(own);
      }
      cause = cause.getCause() == cause ? null : cause.getCause();
    }
    if (!place.isEmpty() && layers.stream().noneMatch(FailureText::named)) {
      layers.add(0, fuller(place, temporary()));
    }
    String text = String.join(": ", layers);
    return prefix(innermost, text) + text;
  }

  /** A full disk does not always say which it is; then a given place tells. */
  private static boolean named(String layer) {
    return layer.contains("/") || !layer.contains(NO_SPACE);
  }

  /** Where nothing tells which disk was full: the one that has less space now. */
  static String fuller(String place, Path temporary) {
    boolean here = Files.isDirectory(temporary) && Path.of(place).isAbsolute();
    return here && space(temporary) < space(Path.of(place)) ? temporary.toString() : place;
  }

  /** Of the folder, or of the one that it would be made in. */
  private static long space(Path folder) {
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there.toFile().getUsableSpace();
  }

  /** One of this program, whose files there begin so: its folders may be there, too. */
  private static boolean isOfATemporaryFile(String text) {
    return text.startsWith(temporary() + ": ") || text.contains(temporary() + "/replay-");
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /** What a layer says itself; nothing where it only repeats its cause. */
  private static String own(Throwable layer) {
    if (layer instanceof HttpResponseException) {
      // The whole answer; the layer above has told what it says.
      return "";
    }
    String message = layer.getMessage();
    Throwable cause = layer.getCause();
    if (message == null
        || message.isBlank()
        || (cause != null && message.contains(cause.toString()))) {
      return "";
    }
    if (layer instanceof NoSuchFileException) {
      return message + " does not exist";
    }
    return layer instanceof AccessDeniedException ? message + ": no permission" : message.strip();
  }

  /** A bug is told by its kind; what a machine or a user did wrong needs none. */
  private static String prefix(Throwable innermost, String text) {
    boolean told =
        innermost instanceof IOException
            || innermost instanceof SQLException
            || innermost.getClass().getName().startsWith("dev.medallion.replay.");
    String kind = innermost.getClass().getSimpleName();
    return told && !text.isEmpty() ? "" : text.isEmpty() ? kind : kind + ": ";
  }

  /** What to do, where the text shows it. */
  public static String advice(String text) {
    if (tellsOfAFullDisk(text) && isOfATemporaryFile(text)) {
      return "; the disk of temporary files is full: free some space in "
          + temporary()
          + ", or give Java another folder for them"
          + " (JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=<folder>), and run again";
    }
    if (tellsOfAFullDisk(text)) {
      return "; the disk is full: free some space, or " + ELSEWHERE + ", and run again";
    }
    if (text.contains("Out of Memory Error")) {
      return "; DuckDB needs more memory than --memory allows: start a new run with a larger"
          + " --memory";
    }
    if (text.contains("no permission") && UNREADABLE.matcher(text).find()) {
      return "; let the user who runs this read it";
    }
    boolean closed =
        text.contains("Read-only file system")
            || text.contains("no permission")
            || text.contains("Not a directory");
    return closed ? "; " + ELSEWHERE : "";
  }
}
