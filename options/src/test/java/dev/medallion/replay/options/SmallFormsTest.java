package dev.medallion.replay.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.options.settings.Allow;
import dev.medallion.replay.options.settings.ByteSize;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SmallFormsTest {
  @Test
  void sizesAreReadInPowersOfTwo() {
    assertThat(ByteSize.parse("4096"), is(4096L));
    assertThat(ByteSize.parse("8MB"), is(8L << 20));
    assertThat(ByteSize.parse("2gb"), is(2L << 30));
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("-1MB"));
    assertThrows(IllegalArgumentException.class, () -> ByteSize.parse("1.5GB"));
    assertThat(ByteSize.text(1023), is("1023 B"));
    assertThat(ByteSize.text(1_992_294), is("1.9 MB"));
    assertThat(ByteSize.text(512L << 20), is("512 MB"));
  }

  @Test
  void anAllowanceCoversNoMoreThanItNames() {
    assertThat(Allow.parse("eroded").covers("eroded", "silver.charges", "2026-02-03"), is(true));
    assertThat(Allow.parse("eroded").covers("affected", "silver.charges", ""), is(false));
    Allow day = Allow.parse("row_drop:charges/2026-02-03");
    assertThat(day.covers("row_drop", "silver.charges", "2026-02-03"), is(true));
    assertThat(day.covers("row_drop", "charges", "2026-02-03"), is(true));
    assertThat(day.covers("row_drop", "charges", "2026-02-04"), is(false));
    assertThat(day.covers("row_drop", "silver.recharges", "2026-02-03"), is(false));
    assertThat(Allow.parse(day.toString()), is(day));
    for (String bad : List.of("", "a:", "a:b/", "a/b", "a:b:c", "A", "a:b/c/d")) {
      assertThrows(IllegalArgumentException.class, () -> Allow.parse(bad));
    }
  }

  @Test
  void theNearestWordIsFoundUnlessItIsFar() {
    assertThat(Misspelling.nearest("raw", List.of("run", "plan")), is(Optional.empty()));
    assertThat(Misspelling.nearest("rnu", List.of("run", "plan")), is(Optional.of("run")));
    assertThat(Misspelling.nearest("plann", List.of("run", "plan")), is(Optional.of("plan")));
    assertThat(Misspelling.distance("from", "form"), is(1));
    assertThat(Misspelling.distance("", "abc"), is(3));
  }
}
