package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Reach;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.assemble.AggregateInputs;
import dev.medallion.replay.transforms.model.AggregateTable;
import dev.medallion.replay.transforms.model.AggregateTable.Input;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A declared reference from one input of an aggregate table to another, both of which have days.
 *
 * @param table that reads both
 * @param from the input whose rows refer
 * @param referring the same, as a table
 * @param column that names a parent
 * @param to the input that holds the parents
 * @param target the same, as a table
 */
record FollowedReference(
    AggregateTable table, Input from, Table referring, String column, Input to, Table target) {

  /**
   * Rows that a partition sees and whose parents it does not see.
   *
   * @param rows how many
   * @param parents a partition that holds a parent, the newest
   */
  record Beyond(String partition, long rows, String parents) {}

  /** Rows of one day that refer to parents of another, or of the same. */
  private record DayPair(LocalDate referring, LocalDate parent, String parents, long rows) {}

  /** All of a table. */
  static List<FollowedReference> of(Model model, AggregateTable table) {
    List<FollowedReference> references = new ArrayList<>();
    for (Input from : withDays(model, table)) {
      Table referring = model.table(from.table());
      referring
          .references()
          .forEach(
              (column, target) ->
                  withDays(model, table).stream()
                      .filter(to -> to.table().equals(target))
                      .map(
                          to ->
                              new FollowedReference(
                                  table, from, referring, column, to, model.table(target)))
                      .forEach(references::add));
    }
    return references;
  }

  private static List<Input> withDays(Model model, AggregateTable table) {
    return table.inputs().stream()
        .filter(
            i ->
                table.grain() != Grain.NONE
                    && i.slice().isEmpty()
                    && model.table(i.table()).grain() != Grain.NONE)
        .toList();
  }

  /**
   * The partitions that see a row and not its parent: those that the run builds, whatever their
   * rows came from, and those that stay, where the parent is new.
   */
  List<Beyond> beyond(TableUnderAudit seen) {
    List<String> built =
        seen.facts().catalog().built(table.name()).stream()
            .map(PartitionResult::partition)
            .map(p -> p.value())
            .toList();
    List<String> staying =
        seen.facts().catalog().published(table.name()).stream()
            .filter(h -> !h.wasTakenBack())
            .map(Head::partition)
            .filter(p -> seen.facts().catalog().built(p).isEmpty())
            .map(p -> p.value())
            .toList();
    List<Beyond> found = new ArrayList<>();
    if (!built.isEmpty()) {
      String rows = seen.seenByBuilt(table, from);
      found.addAll(beyond(built, pairs(seen, rows, allParents(seen, rows))));
    }
    // Asked where nothing stays, too: a change set rests on it that nobody refers to its rows.
    found.addAll(beyond(staying, pairs(seen, allReferring(seen), seen.staged(target))));
    return found;
  }

  /** The rows of the target that some rows refer to, wherever they are. */
  String parentsOf(TableUnderAudit seen, String rows) {
    String keys =
        "SELECT "
            + Sql.identifier(column)
            + " AS "
            + key()
            + " FROM "
            + rows
            + " WHERE "
            + Sql.identifier(column)
            + " IS NOT NULL";
    return "SELECT * FROM ("
        + union(seen.staged(target), seen.standing(target, target.key(), keys, List.of()))
        + ") WHERE "
        + key()
        + " IN ("
        + keys
        + ")";
  }

  /** The condition on a row of the target that a partition does not see it. */
  String isBeyond(String partition) {
    DayRange days = AggregateInputs.days(table, to, partition);
    return Sql.identifier(target.partitionBy().column())
        + " NOT BETWEEN DATE "
        + Sql.literal(days.from().toString())
        + " AND DATE "
        + Sql.literal(days.to().toString());
  }

  private String allParents(TableUnderAudit seen, String rows) {
    return "("
        + union(
            seen.staged(target),
            seen.standingRecorded(
                target,
                target.key(),
                "SELECT " + Sql.identifier(column) + " AS " + key() + " FROM " + rows,
                List.of(target.key().get(0), target.partitionBy().column())))
        + ")";
  }

  private String allReferring(TableUnderAudit seen) {
    return "("
        + union(
            seen.staged(referring),
            seen.standingRecorded(
                referring,
                List.of(column),
                "SELECT "
                    + key()
                    + " AS "
                    + Sql.identifier(column)
                    + " FROM "
                    + seen.staged(target),
                List.of(column, referring.partitionBy().column())))
        + ")";
  }

  private static String union(String staged, String standing) {
    return "SELECT * FROM " + staged + " UNION ALL BY NAME SELECT * FROM " + standing;
  }

  private List<DayPair> pairs(TableUnderAudit seen, String rows, String parents) {
    return seen.session()
        .query(
            """
            SELECT a.%1$s, b.%2$s, max(b._partition), count(*)
            FROM %3$s a JOIN %4$s b ON b.%5$s = a.%6$s
            GROUP BY 1, 2 ORDER BY 1, 2
            """
                .formatted(
                    Sql.identifier(referring.partitionBy().column()),
                    Sql.identifier(target.partitionBy().column()),
                    rows,
                    parents,
                    key(),
                    Sql.identifier(column)),
            row ->
                new DayPair(
                    row.getObject(1, LocalDate.class),
                    row.getObject(2, LocalDate.class),
                    row.getString(3),
                    row.getLong(4)));
  }

  private List<Beyond> beyond(List<String> partitions, List<DayPair> pairs) {
    return partitions.stream().flatMap(p -> beyond(p, pairs)).toList();
  }

  private Stream<Beyond> beyond(String partition, List<DayPair> pairs) {
    DayRange rows = AggregateInputs.days(table, from, partition);
    DayRange parents = AggregateInputs.days(table, to, partition);
    List<DayPair> unseen =
        pairs.stream()
            .filter(p -> rows.contains(p.referring()) && !parents.contains(p.parent()))
            .filter(p -> !isSeenByParents(p))
            .toList();
    return unseen.isEmpty()
        ? Stream.of()
        : Stream.of(
            new Beyond(
                partition,
                unseen.stream().mapToLong(DayPair::rows).sum(),
                unseen.stream().map(DayPair::parents).max(String::compareTo).orElseThrow()));
  }

  /**
   * Where parents are read without a reach and rows that refer to them with one, a partition's rows
   * are its parents: it is enough that the parent's own partition sees both.
   */
  private boolean isSeenByParents(DayPair pair) {
    return to.reach().equals(Reach.NONE)
        && !from.reach().equals(Reach.NONE)
        && AggregateInputs.days(table, from, table.grain().valueOf(pair.parent()))
            .contains(pair.referring());
  }

  private String key() {
    return Sql.identifier(target.key().get(0));
  }
}
