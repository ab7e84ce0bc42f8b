package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.model.functions.SqlFunctions;
import java.util.ArrayList;
import java.util.List;

/** Whether a model masks personal data, and so needs a secret. */
public final class Masks {
  private Masks() {}

  public static boolean areMadeBy(Model model) {
    List<String> sql = new ArrayList<>();
    model.entityTables().forEach(t -> sql.add(t.sql()));
    for (AggregateTable table : model.aggregates()) {
      sql.add(table.sql());
      table.inputs().forEach(i -> i.slice().ifPresent(sql::add));
    }
    model.audits().forEach(a -> sql.add(a.sql()));
    return SqlFunctions.mask(sql);
  }
}
