package dev.medallion.replay.transforms.flow.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StorableColumnsTest {
  private final Model payments = Models.of(ModelFiles.builtIn("payments"));

  @Test
  void aWarehouseThatStoresEveryTypeTakesTheModel() {
    assertThat(StorableColumns.problems(payments, Optional::of), is(empty()));
  }

  @Test
  void aColumnOfATypeThatTheWarehouseDoesNotKnowIsNamedWithItsFile() {
    List<String> problems =
        StorableColumns.problems(
            payments, type -> type.equals("BIGINT") ? Optional.empty() : Optional.of(type));
    assertThat(
        problems,
        hasItem(
            "silver.charges: column amount is BIGINT, which the warehouse can't store: cast it in"
                + " silver/charges.sql"));
    assertThat(problems, everyItem(matchesPattern("(silver|gold|ledger)\\..* is BIGINT, .*")));
  }
}
