package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.JobId;
import com.google.cloud.bigquery.JobInfo;
import com.google.cloud.bigquery.JobInfo.CreateDisposition;
import com.google.cloud.bigquery.JobInfo.WriteDisposition;
import com.google.cloud.bigquery.LoadJobConfiguration;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.TableId;
import com.google.cloud.bigquery.TableResult;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.engine.Column;
import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.warehouse.KeyLookup;
import dev.medallion.replay.transforms.warehouse.PartitionSql;
import dev.medallion.replay.transforms.warehouse.TableColumns;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.log.JobsUnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the rows of some keys in the whole of a table: the keys are loaded into a table of their
 * own, and a query joins both. It scans the columns of the key, and those that are asked for.
 */
final class KeySearch {
  private final Home home;
  private final Queries queries;
  private final Uploads uploads;

  KeySearch(Home home, Queries queries, Uploads uploads) {
    this.home = home;
    this.queries = queries;
    this.uploads = uploads;
  }

  /**
   * Finds.
   *
   * @param schema of the table
   * @return the rows, on this machine; empty where the table has no such columns
   */
  Optional<LocalRows> run(KeyLookup lookup, Schema schema) {
    List<String> keys = fitting(lookup.columns(), schema);
    if (keys.size() < lookup.columns().size()) {
      return Optional.empty();
    }
    TableId loaded = load(lookup);
    try {
      List<Field> selected = selected(lookup, schema);
      TableResult found = queries.run(sql(lookup, selected, loaded));
      return Optional.of(LocalRows.of(found, selected));
    } finally {
      delete(loaded);
    }
  }

  /** Those of some columns that the table has. */
  private static List<String> fitting(List<String> columns, Schema schema) {
    return columns.stream().filter(c -> has(schema, c)).toList();
  }

  private static boolean has(Schema schema, String column) {
    return schema.getFields().stream().anyMatch(f -> TableColumns.same(f.getName(), column));
  }

  /** The columns that are wanted, and the one that says which partition a row is in. */
  private static List<Field> selected(KeyLookup lookup, Schema schema) {
    List<String> wanted =
        lookup.select().isEmpty()
            ? schema.getFields().stream().map(Field::getName).toList()
            : lookup.select();
    String partitionColumn = lookup.table().partitionColumn();
    List<Field> fields =
        schema.getFields().stream()
            .filter(
                f ->
                    TableColumns.same(f.getName(), partitionColumn)
                        || wanted.stream().anyMatch(w -> TableColumns.same(w, f.getName())))
            .toList();
    return fields.isEmpty() ? schema.getFields().subList(0, 1) : fields;
  }

  private String sql(KeyLookup lookup, List<Field> selected, TableId loaded) {
    TableRef table = lookup.table();
    return "SELECT "
        + RowText.selected(selected, "r")
        + " FROM "
        + GoogleSql.table(home.datasets().table(table))
        + " AS r WHERE "
        + GoogleSql.anyPartition(table, "r")
        + " AND EXISTS (SELECT 1 FROM "
        + GoogleSql.table(loaded)
        + " AS k WHERE "
        + lookup.columns().stream()
            .map(c -> "k." + GoogleSql.identifier(c) + " = r." + GoogleSql.identifier(c))
            .collect(Collectors.joining(" AND "))
        + ")";
  }

  private TableId load(KeyLookup lookup) {
    String token = Nondeterminism.newSalt();
    TableId keys = home.datasets().table(Datasets.SCRATCH, "keys_" + token);
    try (Uploads.Uploaded file = uploads.take(lookup.keys())) {
      home.require(Datasets.SCRATCH);
      LoadJobConfiguration load =
          LoadJobConfiguration.newBuilder(keys, file.source(), JobRequests.parquet())
              .setSchema(Fields.schema(keyColumns(lookup)))
              .setCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
              .setWriteDisposition(WriteDisposition.WRITE_EMPTY)
              .build();
      JobId id = home.job("replay_keys_" + token);
      home.client().create(JobInfo.of(id, load));
      BigQueryError error = new RunningJobs(home).await(id).getStatus().getError();
      if (error != null) {
        throw notLoaded(lookup, error.getMessage());
      }
      return keys;
    } catch (JobsUnavailableException e) {
      throw notLoaded(lookup, e.getMessage());
    } catch (BigQueryException e) {
      throw BigQueryErrors.failed("load keys", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("the run was stopped while keys were looked up", e);
    }
  }

  private static WarehouseException notLoaded(KeyLookup lookup, String why) {
    return new WarehouseException(
        "BigQuery can't load the keys that are looked up in "
            + lookup.table().qualifiedName()
            + ": "
            + why);
  }

  private static List<Column> keyColumns(KeyLookup lookup) {
    try (LocalRows local = LocalRows.open()) {
      return local.columns(Sql.parquet(List.of(lookup.keys().toString()))).stream()
          .filter(c -> lookup.columns().contains(c.name()))
          .toList();
    }
  }

  private void delete(TableId keys) {
    try {
      home.client().delete(keys);
    } catch (BigQueryException e) {
      // It expires with its dataset's other tables.
      return;
    }
  }

  /** A SELECT of what was found, as {@link KeyLookup} asks for it. */
  static String found(KeyLookup lookup, LocalRows rows) {
    List<String> there =
        rows.columns(LocalRows.ROWS).stream()
            .map(Column::name)
            .filter(
                c ->
                    lookup.select().isEmpty()
                        || lookup.select().stream().anyMatch(s -> TableColumns.same(s, c)))
            .toList();
    return "SELECT "
        + there.stream().map(c -> Sql.identifier(c) + ", ").collect(Collectors.joining())
        + PartitionSql.value(lookup.table())
        + " AS _partition FROM "
        + LocalRows.ROWS;
  }

  /** A file of the keys that other files hold. */
  static void keysOf(List<String> files, List<String> key, Path target) {
    try (LocalRows local = LocalRows.open()) {
      local.copy("SELECT DISTINCT " + Sql.identifiers(key) + " FROM " + Sql.parquet(files), target);
    }
  }
}
