package dev.medallion.replay.transforms.storage;

import dev.medallion.replay.options.message.UsageException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kinds of storage, by the schemes of their addresses. */
public final class Storages {
  private static final Map<String, String> FORMS =
      Map.of(
          Address.FILE, "a local path",
          Address.GS, "gs://<bucket>/<path>");

  private static final Pattern ROOTED = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+)://");

  private final Map<String, Storage> byScheme = new TreeMap<>();

  private Storages(Collection<? extends Storage> storages) {
    storages.forEach(s -> byScheme.put(s.scheme(), s));
  }

  /** Some kinds, each with a scheme of its own. */
  public static Storages of(Collection<? extends Storage> storages) {
    return new Storages(storages);
  }

  /**
   * The address that a user gave.
   *
   * @param option where it stands, as the user writes it, e.g. {@code --state}
   * @throws UsageException where it is none, or of a kind that nobody serves
   */
  public Address address(String option, String text) {
    Matcher rooted = ROOTED.matcher(text);
    if (rooted.lookingAt()) {
      String scheme = rooted.group(1).toLowerCase(Locale.ROOT);
      if (!byScheme.containsKey(scheme)) {
        // Whether the rest of it would be an address, is of no interest then.
        throw unsupported(option, text, scheme);
      }
    }
    Address address;
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          List.of(option + "=" + Visible.of(text) + ": " + e.getMessage() + "; give " + served()));
    }
    if (!byScheme.containsKey(address.scheme())) {
      throw unsupported(option, text, address.scheme());
    }
    return address;
  }

  private UsageException unsupported(String option, String text, String scheme) {
    return new UsageException(
        List.of(
            option
                + "="
                + Visible.of(text)
                + ": "
                + scheme
                + ":// is not supported; give "
                + served()));
  }

  /**
   * What serves an address.
   *
   * @throws IllegalArgumentException where nobody does
   */
  public Storage of(Address address) {
    return Optional.ofNullable(byScheme.get(address.scheme()))
        .orElseThrow(() -> new IllegalArgumentException(address + " is not " + served()));
  }

  private String served() {
    return String.join(
        " or ",
        byScheme.keySet().stream()
            .map(s -> FORMS.getOrDefault(s, s + "://<root>/<path>"))
            .toList());
  }
}
