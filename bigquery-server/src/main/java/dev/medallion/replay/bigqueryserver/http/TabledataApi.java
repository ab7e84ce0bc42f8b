package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.Destination;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.util.List;
import java.util.Optional;

/** cloud.google.com/bigquery/docs/reference/rest/v2/tabledata. */
record TabledataApi(Store store) {

  List<Route> routes() {
    return List.of(Route.of("GET", "projects/*/datasets/*/tables/*/data", this::list));
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
}
