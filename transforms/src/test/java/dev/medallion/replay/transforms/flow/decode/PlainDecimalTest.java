package dev.medallion.replay.transforms.flow.decode;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PlainDecimalTest {
  @Property(tries = 5000)
  void whatItReadsIsWhatBigDecimalReads(
      @ForAll("numbers") String text, @ForAll @IntRange(min = 1, max = 38) int precision) {
    int scale = precision / 2;

    long unscaled = PlainDecimal.unscaled(text, precision, scale);

    BigDecimal exact = new BigDecimal(text);
    boolean fits =
        exact.stripTrailingZeros().scale() <= scale
            && exact.setScale(Math.max(scale, exact.scale())).precision() <= precision;
    if (unscaled != PlainDecimal.OTHER) {
      assertThat(BigDecimal.valueOf(unscaled, scale).compareTo(exact), is(0));
      assertThat(fits, is(true));
    } else {
      boolean short18 = exact.precision() + scale < 18 && exact.scale() <= scale;
      assertThat(text, fits && short18 && !text.contains("e"), is(false));
    }
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> whole =
        Arbitraries.oneOf(
            Arbitraries.just("0"),
            Arbitraries.strings()
                .numeric()
                .ofMinLength(1)
                .ofMaxLength(22)
                .map(s -> s.replaceFirst("^0+(?=.)", "")));
    Arbitrary<String> fraction =
        Arbitraries.oneOf(
            Arbitraries.just(""),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(8).map(s -> "." + s));
    return whole.flatMap(
        w ->
            fraction.flatMap(
                f ->
                    Arbitraries.of("", "e2", "e-3")
                        .flatMap(e -> Arbitraries.of("", "-").map(sign -> sign + w + f + e))));
  }
}
