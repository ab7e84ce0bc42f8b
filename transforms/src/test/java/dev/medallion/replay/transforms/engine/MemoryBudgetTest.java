package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
  private static final long MB = 1 << 20;

  @Test
  void aBudgetThatHasEnoughForEachCoreIsSharedEqually() {
    assertThat(MemoryBudget.slots(1024 * MB, 2), is(1));
    assertThat(MemoryBudget.slots(1024 * MB, 4), is(1));
  }

  @Test
  void onManyCoresFewerSessionsHaveEnoughEach() {
    assertThat(MemoryBudget.slots(1024 * MB, 16), is(4));
    assertThat(MemoryBudget.slots(1024 * MB, 64), is(16));
  }

  @Test
  void aSmallBudgetGoesToOneSessionWhole(@TempDir Path work) {
    SessionSettings total = new SessionSettings("UTC", 64 * MB, work.toString(), List.of());
    for (int i = 0; i < 3; i++) {
      try (MemoryBudget.Lent lent = MemoryBudget.open(total)) {
        assertThat(
            lent.session()
                .single("SELECT current_setting('memory_limit')", row -> row.getString(1)),
            is("64.0 MiB"));
      }
    }
  }
}
