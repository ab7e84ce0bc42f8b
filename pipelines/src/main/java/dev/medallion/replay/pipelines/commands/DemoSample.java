package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.pipelines.text.ShellWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A sample that the demo can replay, and the window that it is made for.
 *
 * @param model a packaged model
 * @param folder of the sample, below the project's
 * @param secrets of its signatures, below the project's folder
 * @param planFrom first day of the window that the demo proposes to plan; {@code planTo} the last
 * @param query what an engineer of the system would ask first
 */
record DemoSample(
    String model,
    String folder,
    Optional<String> secrets,
    String from,
    String to,
    String asOf,
    String planFrom,
    String planTo,
    String query) {
  static final DemoSample PAYMENTS =
      new DemoSample(
          "payments",
          "testdata/payments/sample",
          Optional.of("testdata/payments/signature-secrets.txt"),
          "2026-02-01",
          "2026-02-28",
          "2026-04-15T00:00:00Z",
          "2026-02-10",
          "2026-02-12",
          "SELECT charge_status, count(*), sum(charge_amount) FROM gold.fct_payments GROUP BY 1");

  private static final List<DemoSample> ALL =
      List.of(
          PAYMENTS,
          new DemoSample(
              "retail-lakehouse",
              "testdata/retail-lakehouse/sample",
              Optional.empty(),
              "2025-08-20",
              "2025-08-29",
              "2025-10-01T00:00:00Z",
              "2025-08-22",
              "2025-08-23",
              "SELECT alert, severity, count(*) FROM gold.quality_alerts GROUP BY 1, 2 ORDER BY 3 DESC"),
          new DemoSample(
              "store-erp",
              "testdata/store-erp/sample",
              Optional.empty(),
              "2026-01-27",
              "2026-02-05",
              "2026-04-01T00:00:00Z",
              "2026-02-02",
              "2026-02-03",
              "SELECT store_prefix, pedido_dia, count(*), sum(valor_faturado) FROM silver.pedidos GROUP BY 1, 2 ORDER BY 1, 2"));

  /** The sample of a model; without one, that of payments. */
  static DemoSample of(Optional<String> model, Problems problems) {
    Optional<DemoSample> found =
        ALL.stream().filter(s -> s.model().equals(model.orElse(PAYMENTS.model()))).findFirst();
    if (found.isEmpty()) {
      problems.add(
          "--model=%s: there is a demo of %s only. Replay other models with run"
              .formatted(
                  model.orElseThrow(),
                  ALL.stream().map(DemoSample::model).collect(Collectors.joining(", "))));
    }
    return found.orElse(PAYMENTS);
  }

  /** Where the demo publishes, below the current folder. */
  String warehouse() {
    return ".replay/demo/" + model + ".duckdb";
  }

  /** The options of the run that the demo is. */
  List<String> replayArgs(Path home) {
    List<String> args = new ArrayList<>();
    args.add("--model=" + model);
    args.add("--input=" + home.resolve(folder));
    secrets.ifPresent(s -> args.add("--signature-secrets=" + home.resolve(s)));
    args.add("--from=" + from);
    args.add("--to=" + to);
    args.add("--as-of=" + asOf);
    args.add("--warehouse=duckdb:" + warehouse());
    return args;
  }

  /** What to try next. */
  String next(Path home) {
    boolean isHere = home.equals(Path.of("").toAbsolutePath());
    boolean isFirst = equals(PAYMENTS);
    return """

    Try next:
      {replay} demo{again} again: nothing changes, nothing is published
      {replay} query{of} "{query}"
      {replay} report{of}{gap} the receipt once more; its HTML file is named above
      {replay} plan --model={model} --input={sample} --from={from} --to={to} \\
          --as-of={as of} --warehouse=duckdb:{warehouse}
    """
        .replace("{again}", isFirst ? "                     " : " --model=" + model + "  ")
        .replace("{gap}", isFirst ? "                   " : "  ")
        .replace("{of}", isFirst ? "" : " --warehouse=duckdb:" + warehouse())
        .replace("{query}", query)
        .replace("{replay}", isHere ? "./replay" : ShellWord.quote(home + "/replay"))
        .replace("{model}", model)
        .replace("{from}", planFrom)
        .replace("{to}", planTo)
        .replace("{as of}", asOf)
        .replace("{sample}", isHere ? folder : ShellWord.quote(home.resolve(folder).toString()))
        .replace("{warehouse}", warehouse());
  }
}
