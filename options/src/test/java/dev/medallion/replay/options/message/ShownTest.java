package dev.medallion.replay.options.message;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void whatNobodySeesIsADot() {
    assertThat(Shown.line("a\n\nVerdict: \u001b[31m\u0007"), is("a··Verdict: ·[31m·"));
    assertThat(Shown.line("x\u009b1m\u202ey\u2028z\ud800"), is("x·1m·y·z·"));
    assertThat(Shown.line("Grüße 😀 日本 – it's\\n"), is("Grüße 😀 日本 – it's\\n"));
  }

  @Test
  void aLineBreakNeverBeginsATextOfItsOwn() {
    assertThat(
        Shown.lines("cannot read a\nVerdict: GOOD\r\n\u001b[2J"),
        is("cannot read a\n  Verdict: GOOD\n  ·[2J"));
    assertThat(Shown.lines("one"), is("one"));
    assertThat(Shown.lines(""), is(""));
  }
}
