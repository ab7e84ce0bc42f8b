package dev.medallion.replay.options.settings;

import dev.medallion.replay.options.message.Text;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine type of Compute Engine, by its name: {@code n2-highmem-4}, {@code n2-custom-4-20480}.
 *
 * <p>Memory for each vCPU, in GiB, is from Compute Engine's documentation, "General-purpose machine
 * family" (cloud.google.com/compute/docs/general-purpose-machines), as public tables that were read
 * on 2026-11-30 repeat it. Whether a family has a type of that many vCPUs, Google says when the job
 * starts.
 *
 * @param memoryBytes of the whole machine
 */
public record MachineType(String name, int cpus, long memoryBytes) {
  private static final Map<String, Double> GIB_PER_CPU =
      Map.ofEntries(
          Map.entry("n1-standard", 3.75),
          Map.entry("n1-highmem", 6.5),
          Map.entry("n1-highcpu", 0.9),
          Map.entry("n2-standard", 4.0),
          Map.entry("n2-highmem", 8.0),
          Map.entry("n2-highcpu", 1.0),
          Map.entry("n2d-standard", 4.0),
          Map.entry("n2d-highmem", 8.0),
          Map.entry("n2d-highcpu", 1.0),
          Map.entry("e2-standard", 4.0),
          Map.entry("e2-highmem", 8.0),
          Map.entry("e2-highcpu", 1.0));

  private static final Pattern PREDEFINED = Pattern.compile("([a-z0-9]+-[a-z]+)-([1-9][0-9]{0,2})");
  private static final Pattern CUSTOM =
      Pattern.compile("(?:(?:n1|n2|n2d|e2)-)?custom-([1-9][0-9]{0,2})-([1-9][0-9]{2,6})(?:-ext)?");

  /** The one type with less memory than its row of the table says. */
  private static final MachineType LARGEST_N2 = new MachineType("n2-highmem-128", 128, 864L << 30);

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException where it is of none of these families
   */
  public static MachineType parse(String name) {
    if (name.equals(LARGEST_N2.name())) {
      return LARGEST_N2;
    }
    Matcher custom = CUSTOM.matcher(name);
    if (custom.matches()) {
      return new MachineType(
          name, Integer.parseInt(custom.group(1)), Long.parseLong(custom.group(2)) << 20);
    }
    Matcher type = PREDEFINED.matcher(name);
    if (type.matches() && GIB_PER_CPU.containsKey(type.group(1))) {
      int cpus = Integer.parseInt(type.group(2));
      return new MachineType(
          name, cpus, (long) (GIB_PER_CPU.get(type.group(1)) * cpus * (1L << 30)));
    }
    throw new IllegalArgumentException(
        Text.format(
            "%s is not a machine type whose memory is known: use one of the families n1, n2, n2d and"
                + " e2, e.g. n2-highmem-4, or give --memory",
            name));
  }
}
