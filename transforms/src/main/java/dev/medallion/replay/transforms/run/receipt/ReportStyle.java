package dev.medallion.replay.transforms.run.receipt;

/** The look of {@link ReportHtml}: light and dark, on a screen and on paper, nothing loaded. */
final class ReportStyle {
  static final String CSS =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --soft: #5c6675; --line: #d9dee6;
        --page: #ffffff; --tint: #f4f6f9; --good: #1a7f4b; --bad: #b3261e; --warn: #93600a;
        --added: #2f9e64; --changed: #d9a33b; --removed: #cf4a41; --same: #aeb7c4; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b4;
        --line: #323a46; --page: #12161c; --tint: #1a2029; --good: #58c48b; --bad: #f08078;
        --warn: #e0b055; --same: #566070; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--page);
        color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
      h1 { font-size: 1.3rem; margin: 0 0 .25rem; }
      h2 { font-size: 1.05rem; margin: 2.25rem 0 .5rem; }
      p { margin: .25rem 0; }
      .soft, dt { color: var(--soft); }
      .verdict { border-left: .4rem solid var(--bad); background: var(--tint);
        padding: .8rem 1rem; margin: 1rem 0; }
      .verdict.good { border-color: var(--good); }
      .verdict b { color: var(--bad); font-size: 1.25rem; margin-right: .5rem; }
      .verdict.good b { color: var(--good); }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 1rem 0; }
      dd { margin: 0; overflow-wrap: anywhere; }
      .wide { overflow-x: auto; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: left; padding: .25rem .7rem .25rem 0; border-bottom: 1px solid var(--line);
        vertical-align: top; }
      th { color: var(--soft); font-weight: 600; white-space: nowrap; }
      .n { text-align: right; white-space: nowrap; }
      .bar { display: inline-flex; width: 9rem; height: .7rem; vertical-align: middle;
        background: var(--tint); }
      .bar i { display: block; height: 100%; print-color-adjust: exact;
        -webkit-print-color-adjust: exact; }
      .added { background: var(--added); } .changed { background: var(--changed); }
      .removed { background: var(--removed); } .same { background: var(--same); }
      .key i { display: inline-block; width: .7rem; height: .7rem; margin: 0 .3rem 0 .9rem; }
      .finding { border-left: .25rem solid var(--warn); padding: .1rem 0 .1rem .8rem;
        margin: .7rem 0; break-inside: avoid; }
      .finding.block { border-color: var(--bad); }
      .finding .what { font-weight: 600; }
      .off { color: var(--bad); font-weight: 600; }
      details { margin: .4rem 0; } summary { cursor: pointer; }
      @media print { body { max-width: none; padding: 0; font-size: 11px; }
        .wide { overflow: visible; } tr { break-inside: avoid; } }
      """;

  private ReportStyle() {}
}
