package dev.medallion.replay.transforms.storage;

import java.util.Comparator;

/**
 * The order of names, by code points, which is the order of their UTF-8 bytes. Java's own order of
 * texts puts some characters elsewhere.
 */
public enum NameOrder implements Comparator<String> {
  INSTANCE;

  @Override
  public int compare(String one, String other) {
    int shorter = Math.min(one.length(), other.length());
    for (int i = 0; i < shorter; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean paired = Character.isSurrogate(a);
        return paired == Character.isSurrogate(b) ? Character.compare(a, b) : paired ? 1 : -1;
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
