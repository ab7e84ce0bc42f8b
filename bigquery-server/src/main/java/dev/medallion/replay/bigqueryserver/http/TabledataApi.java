package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.jobs.JsonSource;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.schema.TableName;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import dev.medallion.replay.bigqueryserver.store.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** cloud.google.com/bigquery/docs/reference/rest/v2/tabledata. */
record TabledataApi(Store store) {

  List<Route> routes() {
    return List.of(
        Route.of("GET", "projects/*/datasets/*/tables/*/data", this::list),
        Route.of("POST", "projects/*/datasets/*/tables/*/insertAll", this::insertAll));
  }

  private Optional<ObjectNode> list(Call call, List<String> names) {
    ObjectNode reference =
        Json.object()
            .put("projectId", names.get(0))
            .put("datasetId", names.get(1))
            .put("tableId", names.get(2));
    ObjectNode answer = Json.object().put("kind", "bigquery#tableDataList").put("etag", "e");
    store.transaction(
        s -> {
          Catalog catalog = new Catalog(s, Clock.now());
          Page.of(call)
              .write(catalog, Destination.of(reference, names.get(0)), answer, "pageToken");
          return answer;
        });
    return Optional.of(answer);
  }

  /**
   * Streams rows. They are read at once, and are in the streaming buffer until it is flushed.
   *
   * <p>Source: cloud.google.com/bigquery/docs/streaming-data-into-bigquery.
   */
  private Optional<ObjectNode> insertAll(Call call, List<String> names) {
    StringBuilder lines = new StringBuilder();
    call.json().path("rows").forEach(r -> lines.append(Json.text(r.path("json"))).append('\n'));
    TableName name = new TableName(names.get(0), names.get(1), names.get(2));
    Path file = null;
    try {
      file = Files.writeString(Files.createTempFile("bigquery-stream", ""), lines);
      stream(name, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      delete(file);
    }
    return Optional.of(Json.object().put("kind", "bigquery#tableDataInsertAllResponse"));
  }

  private void stream(TableName name, Path file) {
    store.transaction(
        s -> {
          Catalog catalog = new Catalog(s, Clock.now());
          Table table = catalog.table(name);
          String rows = new JsonSource(catalog).relation(table.schema(), List.of(file), false);
          catalog.rows().stream(table, rows);
          return table;
        });
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
