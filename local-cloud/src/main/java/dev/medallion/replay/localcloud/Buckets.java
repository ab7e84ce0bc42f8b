package dev.medallion.replay.localcloud;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a server of Cloud Storage is asked for by plain calls of its JSON API. */
final class Buckets {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  Buckets(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** Whether it answers. */
  boolean answer() throws InterruptedException {
    try {
      call(HttpRequest.newBuilder(endpoint.resolve("/storage/v1/b")));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Makes a bucket. */
  void make(String bucket) throws IOException, InterruptedException {
    call(
        HttpRequest.newBuilder(endpoint.resolve("/storage/v1/b?project=a-project"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"name\": \"" + bucket + "\"}")));
  }

  /** Uploads a file. */
  void put(Path file, String bucket, String object) throws IOException, InterruptedException {
    call(
        HttpRequest.newBuilder(
                endpoint.resolve(
                    "/upload/storage/v1/b/%s/o?uploadType=media&name=%s"
                        .formatted(bucket, encoded(object))))
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofFile(file)));
  }

  /** An object's bytes. */
  byte[] get(String bucket, String object) throws IOException, InterruptedException {
    return call(
        HttpRequest.newBuilder(
            endpoint.resolve(
                "/storage/v1/b/%s/o/%s?alt=media".formatted(bucket, encoded(object)))));
  }

  private byte[] call(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          answer.uri() + " answers " + answer.statusCode() + ": " + text(answer.body()));
    }
    return answer.body();
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8).strip();
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
