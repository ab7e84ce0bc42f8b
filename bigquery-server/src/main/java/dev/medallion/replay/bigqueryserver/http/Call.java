package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A call as it arrived.
 *
 * @param path its parts, decoded
 * @param body decompressed, one char a byte
 */
record Call(
    String method,
    List<String> path,
    Map<String, String> query,
    String etag,
    String contentType,
    String body) {

  static Call of(HttpExchange exchange) throws IOException {
    List<String> path = new ArrayList<>();
    for (String part : exchange.getRequestURI().getRawPath().split("/", -1)) {
      if (!part.isEmpty()) {
        path.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    String etag = exchange.getRequestHeaders().getFirst("If-Match");
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String override = exchange.getRequestHeaders().getFirst("X-HTTP-Method-Override");
    return new Call(
        override == null ? exchange.getRequestMethod() : override,
        List.copyOf(path),
        query,
        etag == null ? "" : etag,
        type == null ? "" : type,
        body(exchange));
  }

  private static String body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    if (!"gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  ObjectNode json() {
    return Json.parseObject(
        new String(body.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name)).filter(v -> !v.isEmpty());
  }

  long number(String name, long otherwise) {
    return parameter(name).map(Long::parseLong).orElse(otherwise);
  }

  Optional<String> location() {
    return parameter("location");
  }

  /** Whether it is for whoever runs the server, not for a client of the service. */
  boolean isAdmin() {
    return !path.isEmpty() && path.get(0).equals("admin");
  }

  boolean isUpload() {
    return path.get(0).equals("upload");
  }

  /** The path as text, as the log of calls shows it. */
  String pathText() {
    return "/" + String.join("/", path);
  }
}
