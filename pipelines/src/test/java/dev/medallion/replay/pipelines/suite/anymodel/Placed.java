package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.pipelines.suite.anymodel.Shape.EntityShape;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.Second;
import dev.medallion.replay.pipelines.suite.anymodel.Shape.VersionType;
import java.time.LocalDate;
import java.util.Comparator;

/** A record where it lies: what decides between versions beside the version itself. */
record Placed(Rec rec, LocalDate arrival, String path, int position) {

  /** The winner is the greatest. */
  static Comparator<Placed> order(EntityShape entity) {
    Comparator<Placed> first =
        entity.type() == VersionType.STRING
            ? Comparator.comparing(p -> "v" + p.rec().ver())
            : Comparator.comparingInt(p -> p.rec().ver());
    Comparator<Placed> order = entity.descending() ? first.reversed() : first;
    if (entity.second() == Second.STRING_DOWN) {
      order = order.thenComparing(p -> "s" + p.rec().seq(), Comparator.reverseOrder());
    } else if (entity.second() != Second.NONE) {
      order = order.thenComparing(p -> p.rec().seq(), Comparator.reverseOrder());
    }
    return order.thenComparing(Placed::path).thenComparingInt(Placed::position);
  }
}
