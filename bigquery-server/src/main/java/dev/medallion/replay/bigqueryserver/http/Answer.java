package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Json;

/**
 * What a call is answered with.
 *
 * @param body JSON, or nothing
 */
record Answer(int status, String body) {

  /** Source of the form: cloud.google.com/bigquery/docs/error-messages. */
  static Answer error(ApiException error) {
    ObjectNode json = Json.object();
    ObjectNode body = json.putObject("error");
    body.put("code", error.code());
    body.put("message", error.getMessage());
    body.putArray("errors")
        .addObject()
        .put("message", error.getMessage())
        .put("domain", "global")
        .put("reason", error.reason());
    body.put("status", status(error.code()));
    return new Answer(error.code(), Json.text(json));
  }

  private static String status(int code) {
    return switch (code) {
      case 400 -> "INVALID_ARGUMENT";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 412 -> "FAILED_PRECONDITION";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      default -> "INTERNAL";
    };
  }
}
