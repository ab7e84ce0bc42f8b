package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardTableDefinition;
import com.google.cloud.bigquery.Table;
import com.google.cloud.bigquery.TableDefinition;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableInfo;
import com.google.cloud.bigquery.TimePartitioning;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How tables look. Before a job loads rows, its table is made, or given the columns that it lacks;
 * nothing else of a table is changed here.
 */
final class TableShapes {
  private static final int TRIES = 4;

  private static final Map<Grain, TimePartitioning.Type> CUTS =
      Map.of(
          Grain.DAY, TimePartitioning.Type.DAY,
          Grain.MONTH, TimePartitioning.Type.MONTH,
          Grain.YEAR, TimePartitioning.Type.YEAR);

  private final Home home;
  private final Map<String, StandardTableDefinition> known = new ConcurrentHashMap<>();

  TableShapes(Home home) {
    this.home = home;
  }

  /** Whether there is a table; one that was there a while ago is taken to be. */
  boolean isThere(TableRef table) {
    return known.containsKey(table.qualifiedName()) || find(table).isPresent();
  }

  /** A table as it is; empty where there is none. */
  Optional<Table> find(TableRef table) {
    return Optional.ofNullable(home.client().getTable(home.datasets().table(table)));
  }

  /** Whether a table has a column that may not be null, as far as is known or it is there. */
  boolean hasRequired(TableRef table) {
    return Optional.ofNullable(known.get(table.qualifiedName()))
        .map(StandardTableDefinition::getSchema)
        .or(() -> schema(table))
        .stream()
        .flatMap(s -> s.getFields().stream())
        .anyMatch(f -> f.getMode() == Field.Mode.REQUIRED);
  }

  /** The schema of a table as it is. */
  Optional<Schema> schema(TableRef table) {
    return find(table).map(t -> schema(t));
  }

  private static Schema schema(Table table) {
    TableDefinition definition = table.getDefinition();
    return definition.getSchema() == null ? Schema.of() : definition.getSchema();
  }

  /** Makes the table, or adds the columns that it lacks, without a word on it. */
  StandardTableDefinition require(TableRef table, List<Column> columns) {
    return require(table, columns, TableOptions.NONE, "");
  }

  /**
   * Makes the table, or adds the columns that it lacks.
   *
   * @param options of a new table, and of new columns
   * @param model whose table it is; empty where nobody knows
   * @return how it is defined then
   */
  StandardTableDefinition require(
      TableRef table, List<Column> columns, TableOptions options, String model) {
    StandardTableDefinition there = known.get(table.qualifiedName());
    if (there != null && missing(there.getSchema(), columns).isEmpty()) {
      return there;
    }
    return known.compute(
        table.qualifiedName(),
        (name, other) ->
            other != null && missing(other.getSchema(), columns).isEmpty()
                ? other
                : widened(table, columns, options, model));
  }

  /** Remembers how a table is defined now. */
  void known(TableRef table, Table now) {
    known.put(table.qualifiedName(), definition(now));
  }

  private StandardTableDefinition widened(
      TableRef table, List<Column> columns, TableOptions options, String model) {
    for (int attempt = 1; ; attempt++) {
      try {
        Optional<Table> there = find(table);
        if (there.isEmpty()) {
          home.require(table.schema());
          return definition(home.client().create(info(table, columns, options, model)));
        }
        List<Field> missing = missing(schema(there.get()), columns);
        if (missing.isEmpty()) {
          return definition(there.get());
        }
        List<Field> all = new ArrayList<>(schema(there.get()).getFields());
        all.addAll(Descriptions.ofColumns(options, Schema.of(missing)).getFields());
        return definition(
            home.client()
                .update(
                    there.get().toBuilder()
                        .setDefinition(
                            definition(there.get()).toBuilder().setSchema(Schema.of(all)).build())
                        .build()));
      } catch (BigQueryException e) {
        // Somebody else made it, or gave it a column.
        if (attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Of a table that may be written to, so it is no view. */
  private static StandardTableDefinition definition(Table table) {
    StandardTableDefinition definition = table.getDefinition();
    return definition.getSchema() == null
        ? definition.toBuilder().setSchema(Schema.of()).build()
        : definition;
  }

  private static List<Field> missing(Schema schema, List<Column> columns) {
    return columns.stream()
        .filter(
            c ->
                schema.getFields().stream()
                    .noneMatch(f -> TableColumns.same(f.getName(), c.name())))
        .map(c -> Fields.schema(List.of(c)).getFields().get(0))
        .toList();
  }

  private TableInfo info(TableRef table, List<Column> columns, TableOptions options, String model) {
    TableId id = home.datasets().table(table);
    StandardTableDefinition.Builder definition =
        StandardTableDefinition.newBuilder()
            .setSchema(Descriptions.ofColumns(options, Fields.schema(columns)));
    if (table.grain() != Grain.NONE) {
      definition.setTimePartitioning(cut(table));
    }
    Clusters.of(options).ifPresent(definition::setClustering);
    return TableInfo.newBuilder(id, definition.build())
        .setDescription(Descriptions.ofTable(options, Descriptions.OF_NEW_TABLE))
        .setLabels(labels(table, model))
        .build();
  }

  private static Map<String, String> labels(TableRef table, String model) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(JobLabels.LAYER, JobLabels.value(table.schema()));
    if (!model.isEmpty()) {
      labels.put(JobLabels.MODEL, JobLabels.value(model));
    }
    return labels;
  }

  /** How a table is to be partitioned. */
  static TimePartitioning cut(TableRef table) {
    return TimePartitioning.newBuilder(CUTS.get(PhysicalGrain.of(table.grain())))
        .setField(table.partitionColumn())
        .build();
  }
}
