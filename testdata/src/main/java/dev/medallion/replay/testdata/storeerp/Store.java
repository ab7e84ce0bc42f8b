package dev.medallion.replay.testdata.storeerp;

/**
 * A store and its two buckets.
 *
 * @param webhookPrefix as the webhook bucket spells the store
 * @param apiPrefix as the API bucket spells it
 * @param cnpj of the company, as its webhooks write it
 */
record Store(String webhookPrefix, String apiPrefix, ApiLayout layout, String cnpj) {

  Store with(ApiLayout other) {
    return new Store(webhookPrefix, apiPrefix, other, cnpj);
  }

  String webhookPath(String order, Arrival arrival) {
    String bucket = webhookPrefix + "-tiny-webhook";
    return bucket + "/vendas/" + bucket + "-vendas-" + arrival.suffix(order) + ".json";
  }

  String apiFolder(String order, Arrival arrival) {
    return apiPrefix + "-tiny-api/" + layout.folder(arrival.stamp(), order, arrival.uuid()) + "/";
  }
}
