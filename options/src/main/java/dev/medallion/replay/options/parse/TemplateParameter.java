package dev.medallion.replay.options.parse;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An option that is a parameter of the templates, too. One that lacks it only serves a launcher
 * whose folders and terminal the user sees.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TemplateParameter {
  /** A value that it takes. */
  String example();

  /**
   * What a template says of it where that is less than the command line can do; empty: the option's
   * description.
   */
  String help() default "";

  /**
   * What the whole of a value matches, in what POSIX's extended expressions and Java's have in
   * common. Jobs elsewhere see no local folder, so it takes less than the command line does.
   */
  String pattern();

  /** The kind of input that a form of the cloud's console shows for it. */
  Kind kind() default Kind.TEXT;

  /** Whether a template needs it, although the command line has a default. */
  boolean required() default false;

  /** What a template takes it for if it is not given; empty: the option's default. */
  String standard() default "";

  /** Kinds of input, as Dataflow's {@code ParameterMetadata.paramType} names them. */
  enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** One of the words that the pattern lists, separated by bars. */
    ENUM,
    GCS_READ_FILE,
    GCS_READ_FOLDER,
    GCS_WRITE_FOLDER
  }
}
