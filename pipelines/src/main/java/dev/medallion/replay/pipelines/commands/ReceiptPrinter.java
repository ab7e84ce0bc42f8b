package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.ReportText;
import dev.medallion.replay.transforms.run.receipt.RunFolder;

/** Prints a receipt in the requested format. */
final class ReceiptPrinter {
  private ReceiptPrinter() {}

  public static void print(ReplayResult result, Format format, Console console) {
    if (format == Format.JSON) {
      console.out().print(ManifestJson.write(result.manifest()));
      return;
    }
    if (result.goesOn()) {
      console
          .out()
          .println(
              Text.format(
                  "The runner has taken run %s and goes on with it: status shows how it ends.",
                  result.manifest().run().runId()));
      return;
    }
    console.out().print(ReportText.of(result.manifest()));
    result
        .runFolder()
        .map(folder -> new RunFolder(folder, result.manifest().run().runId()))
        // A run that was stopped has none.
        .filter(folder -> folder.isThere(RunFolder.REPORT))
        .ifPresent(folder -> console.out().println("Receipt: " + folder.file(RunFolder.REPORT)));
  }
}
