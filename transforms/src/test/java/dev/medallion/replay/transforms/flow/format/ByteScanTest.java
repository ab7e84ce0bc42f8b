package dev.medallion.replay.transforms.flow.format;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ByteScanTest {
  private static final byte[] KINDS = {'a', '\n', 0, 1, 0x7f, (byte) 0x80, (byte) 0xff, '\r', 11};

  @Property(tries = 2000)
  void findsWhatALoopByteForByteFinds(
      @ForAll @Size(max = 40) byte[] picks, @ForAll @IntRange(max = 40) int start) {
    byte[] bytes = new byte[picks.length];
    for (int i = 0; i < picks.length; i++) {
      // Mostly ordinary bytes, so that eight of them are skipped at once.
      bytes[i] = picks[i] > 0 ? (byte) 'x' : KINDS[-picks[i] % KINDS.length];
    }
    int from = Math.min(start, bytes.length);

    assertThat(ByteScan.lineFeed(bytes, from, bytes.length), is(lineFeed(bytes, from)));
    assertThat(ByteScan.unusual(bytes, from, bytes.length), is(unusual(bytes, from)));
  }

  private static int lineFeed(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] != '\n') {
      i++;
    }
    return i;
  }

  private static int unusual(byte[] bytes, int from) {
    int i = from;
    while (i < bytes.length && bytes[i] > 0) {
      i++;
    }
    return i;
  }
}
