package dev.medallion.replay.transforms.flow.match;

import java.io.IOException;

/** An object that is there by its name and whose bytes can't be had; the message names it. */
public final class ObjectUnreadableException extends IOException {
  private static final long serialVersionUID = 1;

  private final String path;

  /**
   * @param path of the object, below the root
   * @param why in a few words, e.g. {@code it is a folder}
   */
  public ObjectUnreadableException(String path, String why) {
    super(path + " can't be read: " + why);
    this.path = path;
  }

  public String path() {
    return path;
  }
}
