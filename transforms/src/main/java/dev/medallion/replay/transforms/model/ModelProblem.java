package dev.medallion.replay.transforms.model;

import java.io.Serializable;

/**
 * One thing that is wrong with a model.
 *
 * @param file below the model's folder, e.g. {@code silver/charges.sql}
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param message what is wrong, without a full stop
 * @param fix what to do, a sentence
 */
public record ModelProblem(String file, int line, String message, String fix)
    implements Serializable {

  /** {@code model.yaml:41: <what is wrong>. <what to do>}. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + message + ". " + fix;
  }
}
