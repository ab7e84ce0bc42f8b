package dev.medallion.replay.bigqueryserver.gcs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.bigqueryserver.errors.ApiException;
import dev.medallion.replay.bigqueryserver.schema.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches the files of a load and puts those of an extract.
 *
 * <p>The service takes {@code gs://} only; a local path or {@code file://} is this server's own,
 * for tests without a bucket. One {@code *} after the bucket's name stands for any characters:
 * cloud.google.com/bigquery/docs/batch-loading-data#load-wildcards.
 */
public final class SourceFiles {
  private static final String GS = "gs://";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Optional<URI> endpoint;

  /**
   * Reads and writes there.
   *
   * @param endpoint of Cloud Storage, without a path
   */
  public SourceFiles(Optional<URI> endpoint) {
    this.endpoint = endpoint;
  }

  /** The local copies of what a URI names; more than one only of a pattern. */
  public List<Path> fetch(String uri, Path folder) {
    if (!uri.startsWith(GS)) {
      return List.of(local(uri, true));
    }
    Bucketed object = Bucketed.of(uri);
    List<String> names = object.name().contains("*") ? matching(object) : List.of(object.name());
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      files.add(download(object.bucket(), name, folder));
    }
    if (files.isEmpty()) {
      throw ApiException.notFound("Uris " + uri);
    }
    return files;
  }

  private static Path local(String uri, boolean mustExist) {
    Path path = uri.startsWith("file:") ? Path.of(URI.create(uri)) : Path.of(uri);
    if (!path.isAbsolute()) {
      throw ApiException.invalid("Source URI must be a Google Cloud Storage location: " + uri);
    }
    if (mustExist && !Files.isRegularFile(path)) {
      throw ApiException.notFound("URI " + uri);
    }
    return path;
  }

  private List<String> matching(Bucketed object) {
    int star = object.name().indexOf('*');
    String prefix = object.name().substring(0, star);
    String suffix = object.name().substring(star + 1);
    List<String> names = new ArrayList<>();
    String page = "";
    do {
      JsonNode list =
          Json.parse(
              new String(
                  get(
                      "/storage/v1/b/" + object.bucket() + "/o?prefix=" + encoded(prefix) + page,
                      GS + object.bucket()),
                  StandardCharsets.UTF_8));
      for (JsonNode item : list.path("items")) {
        String name = item.path("name").asText();
        if (name.length() >= star + suffix.length() && name.endsWith(suffix)) {
          names.add(name);
        }
      }
      page =
          list.hasNonNull("nextPageToken")
              ? "&pageToken=" + encoded(list.get("nextPageToken").asText())
              : "";
    } while (!page.isEmpty());
    return names;
  }

  private Path download(String bucket, String name, Path folder) {
    byte[] bytes =
        get(
            "/storage/v1/b/" + bucket + "/o/" + encoded(name) + "?alt=media",
            GS + bucket + "/" + name);
    try {
      Path file = Files.createTempFile(folder, "object", "");
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private byte[] get(String path, String what) {
    HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(at(path)).build());
    if (answer.statusCode() == 404) {
      throw ApiException.notFound("URI " + what);
    }
    return checked(answer, what).body();
  }

  /** Writes a file to where a URI says. */
  public void put(String uri, Path file) {
    try {
      if (!uri.startsWith(GS)) {
        Path to = local(uri, false);
        Files.createDirectories(to.getParent());
        Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        return;
      }
      Bucketed object = Bucketed.of(uri);
      HttpRequest request =
          HttpRequest.newBuilder(
                  at(
                      "/upload/storage/v1/b/"
                          + object.bucket()
                          + "/o?uploadType=media&name="
                          + encoded(object.name())))
              .header("Content-Type", "application/octet-stream")
              .POST(HttpRequest.BodyPublishers.ofFile(file))
              .build();
      checked(send(request), uri);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private static HttpResponse<byte[]> checked(HttpResponse<byte[]> answer, String what) {
    if (answer.statusCode() / 100 != 2) {
      throw new ApiException(
          503, "backendError", "Cloud Storage answered " + answer.statusCode() + " for " + what);
    }
    return answer;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw broken(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(503, "stopped", "Job was cancelled");
    }
  }

  private static ApiException broken(IOException e) {
    return new ApiException(503, "backendError", "Cannot move a file: " + e.getMessage());
  }

  private URI at(String path) {
    return endpoint
        .map(e -> URI.create(e.toString().replaceAll("/+$", "") + path))
        .orElseThrow(
            () -> ApiException.unsupported("gs:// unless it is started with a storage endpoint"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** An object's place. */
  private record Bucketed(String bucket, String name) {
    static Bucketed of(String uri) {
      String rest = uri.substring(GS.length());
      int slash = rest.indexOf('/');
      if (slash < 1 || slash == rest.length() - 1) {
        throw ApiException.invalid("Invalid source URI: " + uri);
      }
      return new Bucketed(rest.substring(0, slash), rest.substring(slash + 1));
    }
  }
}
