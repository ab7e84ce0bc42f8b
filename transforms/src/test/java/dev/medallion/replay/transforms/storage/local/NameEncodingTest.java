package dev.medallion.replay.transforms.storage.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import java.util.List;
import org.junit.jupiter.api.Test;

class NameEncodingTest {
  private static final Address LOCAL = Address.parse("/lake");
  private static final Address ELSEWHERE = Address.parse("memory://lake/bronze");

  @Test
  void namesOfLocalFilesNeedUtf8() {
    NameEncoding.requireUtf8(List.of(LOCAL, ELSEWHERE), "utf-8");
    UsageException refused =
        assertThrows(
            UsageException.class,
            () -> NameEncoding.requireUtf8(List.of(ELSEWHERE, LOCAL), "ANSI_X3.4-1968"));
    assertThat(refused.getMessage(), containsString("set LC_ALL=C.UTF-8"));
  }

  @Test
  void objectsElsewhereHaveTheirNamesInNoLocale() {
    NameEncoding.requireUtf8(List.of(ELSEWHERE), "ANSI_X3.4-1968");
  }
}
