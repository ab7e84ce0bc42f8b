package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.window.Scope;
import dev.medallion.replay.transforms.engine.ZoneComparison;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.TimeFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** Refuses a run if Java and DuckDB disagree about the time zone of its days. */
final class ZoneAgreement {
  private ZoneAgreement() {}

  /**
   * Refuses.
   *
   * @throws UsageException naming zone, day and both offsets
   */
  static void require(Model model, Scope scope) {
    List<String> differences = differences(model, scope);
    if (!differences.isEmpty()) {
      throw new UsageException(differences);
    }
  }

  /** What Java and DuckDB say differently of the model's zones on the days of a scope. */
  static List<String> differences(Model model, Scope scope) {
    Stream<ZoneId> fields =
        model.contracts().stream()
            .flatMap(e -> e.fields().stream())
            .flatMap(f -> f.formats().stream())
            .map(TimeFormat::zone)
            .flatMap(z -> z.stream());
    return ZoneComparison.differences(
        Stream.concat(Stream.of(model.zone()), fields).distinct().toList(), scope.span());
  }
}
