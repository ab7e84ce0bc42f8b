package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import dev.medallion.replay.bigqueryserver.store.Table;
import dev.medallion.replay.bigqueryserver.store.TableResource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** cloud.google.com/bigquery/docs/reference/rest/v2/tables. */
record TablesApi(Store store) {

  List<Route> routes() {
    return List.of(
        Route.of("GET", "projects/*/datasets/*/tables", this::list),
        Route.of("POST", "projects/*/datasets/*/tables", this::insert),
        Route.of("GET", "projects/*/datasets/*/tables/*", this::get),
        Route.of("PATCH", "projects/*/datasets/*/tables/*", this::patch),
        Route.of("PUT", "projects/*/datasets/*/tables/*", this::update),
        Route.of("DELETE", "projects/*/datasets/*/tables/*", this::delete));
  }

  private <T> T in(Function<Catalog, T> work) {
    return store.transaction(s -> work.apply(new Catalog(s, Clock.now())));
  }

  private Optional<ObjectNode> list(Call call, List<String> names) {
    DatasetName dataset = new DatasetName(names.get(0), names.get(1));
    List<ObjectNode> all =
        in(
            c -> {
              c.dataset(dataset);
              return c.tables(dataset).stream().map(TableResource::listed).toList();
            });
    int from = Integer.parseInt(call.parameter("pageToken").orElse("0"));
    int to = (int) Math.min(all.size(), from + call.number("maxResults", 1000));
    ObjectNode answer =
        Json.object().put("kind", "bigquery#tableList").put("totalItems", all.size());
    ArrayNode list = answer.putArray("tables");
    all.subList(from, to).forEach(list::add);
    if (to < all.size()) {
      answer.put("nextPageToken", Integer.toString(to));
    }
    return Optional.of(answer);
  }

  private static Destination named(List<String> names) {
    ObjectNode reference =
        Json.object()
            .put("projectId", names.get(0))
            .put("datasetId", names.get(1))
            .put("tableId", names.get(2));
    return Destination.of(reference, names.get(0));
  }

  private Optional<ObjectNode> insert(Call call, List<String> names) {
    ObjectNode given = call.json();
    TableName name =
        new TableName(
            names.get(0), names.get(1), given.path("tableReference").path("tableId").asText());
    if (!name.table().matches("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd} ]{1,1024}")) {
      throw ApiException.invalid("Invalid table ID \"" + name.table() + "\"");
    }
    return Optional.of(in(c -> new TableResource(c, c.insert(name, given)).json(Optional.empty())));
  }

  private Optional<ObjectNode> get(Call call, List<String> names) {
    Destination one = named(names);
    return Optional.of(
        in(
            c -> {
              Table table = c.table(one.table());
              c.rows().expire(table);
              return new TableResource(c, c.table(one.table())).json(one.partition());
            }));
  }

  private Optional<ObjectNode> patch(Call call, List<String> names) {
    return Optional.of(
        in(
            c -> {
              Table table = undecorated(c, names, call);
              ObjectNode merged = Merge.patch(table.resource().deepCopy(), call.json());
              return changed(c, table, merged);
            }));
  }

  private Optional<ObjectNode> update(Call call, List<String> names) {
    return Optional.of(
        in(
            c -> {
              Table table = undecorated(c, names, call);
              ObjectNode given = call.json();
              if (!given.has("schema")) {
                given.set("schema", table.resource().get("schema"));
              }
              return changed(c, table, given);
            }));
  }

  private static Table undecorated(Catalog c, List<String> names, Call call) {
    Destination one = named(names);
    if (one.partition().isPresent()) {
      throw ApiException.invalid("A partition has no description of its own: " + one);
    }
    Table table = c.table(one.table());
    if (!call.etag().isEmpty()
        && !call.etag()
            .equals(new TableResource(c, table).json(Optional.empty()).path("etag").asText())) {
      throw new ApiException(
          412, "conditionNotMet", "Precondition check failed for table " + table.name());
    }
    return table;
  }

  private static ObjectNode changed(Catalog c, Table table, ObjectNode wanted) {
    Table updated = new TableChange(c, table).to(Catalog.ownFields(wanted));
    return new TableResource(c, updated).json(Optional.empty());
  }

  /**
   * Deletes a table, or one partition of it: 404 if there is none.
   *
   * <p>Source: cloud.google.com/bigquery/docs/managing-partitioned-tables#delete_a_partition.
   */
  private Optional<ObjectNode> delete(Call call, List<String> names) {
    Destination one = named(names);
    in(
        c -> {
          Table table = c.table(one.table());
          if (one.partition().isEmpty()) {
            c.drop(one.table());
          } else {
            deletePartition(c, table, one);
          }
          return c;
        });
    return Optional.empty();
  }

  private static void deletePartition(Catalog c, Table table, Destination one) {
    table
        .partitioning()
        .orElseThrow(() -> ApiException.invalid("Table is not partitioned: " + one))
        .check(one.table(), one.partition().orElseThrow());
    if (!c.rows().forget(one)) {
      throw ApiException.notFound("Table " + one);
    }
    c.rows().clear(table, one.partition());
    c.rows().touch(table, List.of());
  }
}
