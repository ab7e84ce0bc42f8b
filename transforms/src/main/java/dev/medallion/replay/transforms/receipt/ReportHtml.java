package dev.medallion.replay.transforms.receipt;

/** placeholder */
final class ReportHtml {
  private ReportHtml() {}

  static String of(Manifest manifest) {
    return "<pre>" + ReportText.of(manifest) + "</pre>";
  }
}
