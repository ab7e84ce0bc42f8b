package dev.medallion.replay.transforms.storage.gcs.proxy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preconditions of deletes, reads and copies, which a server may ignore: the generation that
 * the object, or the copy's source, has to have. Those of other calls are left to the server.
 */
final class Preconditions {
  private static final Pattern GENERATION = Pattern.compile("\"generation\"\\s*:\\s*\"(\\d+)\"");

  private final HttpClient client;
  private final URI server;

  Preconditions(HttpClient client, URI server) {
    this.client = client;
    this.server = server;
  }

  /** Whether what a call asks for is the case; 0 asks that there is no object. */
  boolean hold(ProxyCall call) throws IOException, InterruptedException {
    return switch (call.kind()) {
      case READ, STAT, DELETE -> is(call, call.object(), "ifGenerationMatch");
      case COPY ->
          is(call, call.object(), "ifGenerationMatch")
              && is(call, call.source(), "ifSourceGenerationMatch");
      case LIST, CREATE, UPLOAD, OTHER -> true;
    };
  }

  private boolean is(ProxyCall call, String object, String parameter)
      throws IOException, InterruptedException {
    String expected = call.query().get(parameter);
    return expected == null || expected.equals(generation(call.bucket(), object));
  }

  private String generation(String bucket, String object) throws IOException, InterruptedException {
    String path =
        "/storage/v1/b/"
            + bucket
            + "/o/"
            + URLEncoder.encode(object, StandardCharsets.UTF_8).replace("+", "%20");
    HttpResponse<String> look =
        client.send(
            HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofString());
    Matcher found = GENERATION.matcher(look.body());
    return look.statusCode() == 200 && found.find() ? found.group(1) : "0";
  }
}
