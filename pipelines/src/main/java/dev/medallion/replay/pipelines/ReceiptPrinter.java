package dev.medallion.replay.pipelines;

import dev.medallion.replay.options.Format;
import dev.medallion.replay.transforms.receipt.ManifestJson;
import dev.medallion.replay.transforms.receipt.ReportText;
import dev.medallion.replay.transforms.receipt.RunFolder;

/** Prints a receipt the way it was asked for. */
final class ReceiptPrinter {
  private ReceiptPrinter() {}

  static void print(ReplayResult result, Format format, Console console) {
    if (format == Format.JSON) {
      console.out().print(ManifestJson.write(result.manifest()));
      return;
    }
    console.out().print(ReportText.of(result.manifest()));
    result
        .runFolder()
        .ifPresent(folder -> console.out().println("Receipt: " + folder.resolve(RunFolder.REPORT)));
  }
}
