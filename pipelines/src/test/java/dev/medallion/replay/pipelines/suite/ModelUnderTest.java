package dev.medallion.replay.pipelines.suite;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A model with a lake of its own, for suites that hold for every model.
 *
 * @param options of each replay, beside input and window: e.g. {@code --model}, {@code --asOf}
 * @param from the window's first day
 * @param middle the last day of its first half
 * @param to its last day
 * @param fill writes the lake; it should be small, and have dead letters
 * @param doubleObjects writes every object again, as another run would have stored it
 */
public record ModelUnderTest(
    List<String> options,
    LocalDate from,
    LocalDate middle,
    LocalDate to,
    Consumer<Lake> fill,
    Consumer<Lake> doubleObjects) {

  /** A bench in a folder; the window is the whole one. */
  Bench bench(Path folder, Lake lake) {
    List<String> all = new ArrayList<>(options);
    all.add("--input=" + lake.root());
    all.addAll(whole());
    all.add("--progress=off");
    return new Bench(folder, all.toArray(String[]::new));
  }

  private List<String> whole() {
    return List.of("--from=" + from, "--to=" + to);
  }

  String[] firstHalf() {
    return new String[] {"--from=" + from, "--to=" + middle};
  }

  String[] secondHalf() {
    return new String[] {"--from=" + middle.plusDays(1), "--to=" + to};
  }
}
