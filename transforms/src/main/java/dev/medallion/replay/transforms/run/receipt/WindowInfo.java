package dev.medallion.replay.transforms.run.receipt;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The window of a run.
 *
 * @param clock the clock of its days: {@code business}, "arrival", or {@code redriven}: the days
 *     from first to last that {@code expanded} lists
 * @param widened says how the window was widened to whole days; empty: it was not
 * @param expanded further days whose partitions were replaced with it
 * @param tables published, when not all are; otherwise empty
 * @param scopes replaced, when not all are; otherwise empty
 * @param arrivals the range read, by source
 */
public record WindowInfo(
    LocalDate from,
    LocalDate to,
    String clock,
    String widened,
    List<LocalDate> expanded,
    Instant asOf,
    List<String> tables,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes,
    List<Arrivals> arrivals)
    implements Serializable {
  public WindowInfo {
    // Receipts of runs that knew no scopes.
    scopes = Optional.ofNullable(scopes).orElse(List.of());
  }

  /** One of all scopes. */
  public WindowInfo(
      LocalDate from,
      LocalDate to,
      String clock,
      String widened,
      List<LocalDate> expanded,
      Instant asOf,
      List<String> tables,
      List<Arrivals> arrivals) {
    this(from, to, clock, widened, expanded, asOf, tables, List.of(), arrivals);
  }

  /** The clock of a redrive: not all days from first to last are replaced. */
  public static final String REDRIVEN = "redriven";

  /**
   * The arrival dates of a source that were read, both inclusive.
   *
   * @param unbounded full history: {@code from} is just the first that was found
   */
  public record Arrivals(String source, LocalDate from, LocalDate to, boolean unbounded)
      implements Serializable {}
}
