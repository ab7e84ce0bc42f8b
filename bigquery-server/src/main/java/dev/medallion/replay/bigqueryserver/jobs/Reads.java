package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Schema;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.sql.Relations;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables that a statement reads. */
final class Reads implements Relations {
  private final Catalog catalog;
  private final Job job;
  private final Optional<DatasetName> defaultDataset;
  private final List<Table> tables = new ArrayList<>();

  Reads(Catalog catalog, Job job, Optional<DatasetName> defaultDataset) {
    this.catalog = catalog;
    this.job = job;
    this.defaultDataset = defaultDataset;
  }

  @Override
  public String relation(List<String> path) {
    int views = indexOf(path, "INFORMATION_SCHEMA");
    if (views >= 0) {
      return new InformationSchema(catalog, job)
          .relation(path.subList(0, views), path.subList(views + 1, path.size()));
    }
    Table table = catalog.table(located(path));
    if (table.schema().fields().isEmpty()) {
      throw ApiException.invalidQuery("Table " + table.name() + " does not have a schema.");
    }
    tables.add(table);
    catalog.rows().expire(table);
    return "(SELECT * FROM " + table.rows() + " UNION ALL SELECT * FROM " + table.streamed() + ")";
  }

  private static int indexOf(List<String> path, String word) {
    return path.stream().map(p -> p.toUpperCase(Locale.ROOT)).toList().indexOf(word);
  }

  /** The name of a table, completed, and its dataset looked up. */
  TableName located(List<String> path) {
    TableName name = name(path);
    Locations.check(catalog, name.datasetName(), job.location());
    return name;
  }

  private TableName name(List<String> path) {
    String table = path.get(path.size() - 1);
    if (table.indexOf('$') >= 0 || table.indexOf('*') >= 0 || table.indexOf('@') >= 0) {
      throw ApiException.invalidQuery("Invalid table name: `" + String.join(".", path) + "`");
    }
    return switch (path.size()) {
      case 1 ->
          defaultDataset
              .map(d -> new TableName(d.project(), d.dataset(), table))
              .orElseThrow(
                  () ->
                      ApiException.invalid(
                          "Table \""
                              + table
                              + "\" must be qualified with a dataset (e.g. dataset.table)."));
      case 2 -> new TableName(job.project(), path.get(0), table);
      case 3 -> new TableName(path.get(0), path.get(1), table);
      default ->
          throw ApiException.invalidQuery("Invalid table name: `" + String.join(".", path) + "`");
    };
  }

  String project() {
    return job.project();
  }

  List<Table> tables() {
    return List.copyOf(tables);
  }

  List<Schema> schemas() {
    return tables.stream().map(Table::schema).toList();
  }
}
