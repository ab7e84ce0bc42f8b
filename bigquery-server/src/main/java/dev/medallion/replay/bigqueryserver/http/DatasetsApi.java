package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.schema.DatasetName;
import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.Catalog;
import dev.medallion.replay.bigqueryserver.store.Dataset;
import dev.medallion.replay.bigqueryserver.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** cloud.google.com/bigquery/docs/reference/rest/v2/datasets. */
record DatasetsApi(Store store) {

  List<Route> routes() {
    return List.of(
        Route.of("GET", "projects/*/datasets", this::list),
        Route.of("POST", "projects/*/datasets", this::insert),
        Route.of("GET", "projects/*/datasets/*", this::get),
        Route.of("PATCH", "projects/*/datasets/*", this::patch),
        Route.of("PUT", "projects/*/datasets/*", this::update),
        Route.of("DELETE", "projects/*/datasets/*", this::delete));
  }

  private <T> T in(Function<Catalog, T> work) {
    return store.transaction(s -> work.apply(new Catalog(s, Clock.now())));
  }

  private Optional<ObjectNode> list(Call call, List<String> names) {
    List<Dataset> datasets = in(c -> c.datasets(names.get(0)));
    ObjectNode answer = Json.object().put("kind", "bigquery#datasetList");
    ArrayNode list = answer.putArray("datasets");
    for (Dataset dataset : datasets) {
      if (!dataset.name().dataset().startsWith("_") || call.query().containsKey("all")) {
        ObjectNode json = dataset.json();
        json.put("kind", "bigquery#dataset");
        list.add(json.retain("kind", "id", "datasetReference", "location", "labels"));
      }
    }
    return Optional.of(answer);
  }

  private Optional<ObjectNode> insert(Call call, List<String> names) {
    ObjectNode given = call.json();
    DatasetName name =
        new DatasetName(
            given.path("datasetReference").path("projectId").asText(names.get(0)),
            given.path("datasetReference").path("datasetId").asText());
    return Optional.of(in(c -> c.insertDataset(name, given)).json());
  }

  private static DatasetName name(List<String> names) {
    return new DatasetName(names.get(0), names.get(1));
  }

  private Optional<ObjectNode> get(Call call, List<String> names) {
    return Optional.of(in(c -> c.dataset(name(names))).json());
  }

  private Optional<ObjectNode> patch(Call call, List<String> names) {
    return Optional.of(
        in(c -> {
              ObjectNode present = c.dataset(name(names)).resource().deepCopy();
              return c.updateDataset(name(names), Merge.patch(present, call.json()));
            })
            .json());
  }

  private Optional<ObjectNode> update(Call call, List<String> names) {
    return Optional.of(
        in(c -> {
              ObjectNode given = call.json();
              given.put("location", c.dataset(name(names)).location());
              return c.updateDataset(name(names), given);
            })
            .json());
  }

  private Optional<ObjectNode> delete(Call call, List<String> names) {
    boolean contents = call.parameter("deleteContents").map(Boolean::parseBoolean).orElse(false);
    in(
        c -> {
          c.deleteDataset(name(names), contents);
          return c;
        });
    return Optional.empty();
  }
}
