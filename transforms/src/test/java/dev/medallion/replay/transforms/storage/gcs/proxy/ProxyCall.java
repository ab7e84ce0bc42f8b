package dev.medallion.replay.transforms.storage.gcs.proxy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of the <a href="https://cloud.google.com/storage/docs/json_api/v1">JSON API</a>.
 *
 * @param bucket empty where it is about none
 * @param object empty where it is about none; of a copy the object that is made
 * @param source the object that a copy is made of; empty otherwise
 * @param query its parameters, decoded
 */
public record ProxyCall(
    Kind kind, String bucket, String object, String source, Map<String, String> query) {

  /** Kinds of calls. */
  public enum Kind {
    /** A page of a listing. */
    LIST,
    /** An object's bytes. */
    READ,
    /** What is known of an object. */
    STAT,
    /** An object in one request, or the beginning of an upload in parts. */
    CREATE,
    /** A part of an upload. */
    UPLOAD,
    COPY,
    DELETE,
    OTHER
  }

  private static final String BASE = "(?:/upload|/download)?/storage/v1/b/";
  private static final Pattern COPY =
      Pattern.compile(BASE + "([^/]+)/o/([^/]+)/(?:copyTo|rewriteTo)/b/([^/]+)/o/([^/]+)");
  private static final Pattern OBJECT = Pattern.compile(BASE + "([^/]+)/o/([^/]+)");
  private static final Pattern OBJECTS = Pattern.compile(BASE + "([^/]+)/o/?");
  private static final Pattern UPLOAD = Pattern.compile("/upload/resumable/.*");

  /** Whether it changes something. */
  boolean writes() {
    return switch (kind) {
      case CREATE, UPLOAD, COPY, DELETE -> true;
      case LIST, READ, STAT, OTHER -> false;
    };
  }

  /** The call of a request. */
  static ProxyCall of(String method, URI uri) {
    Map<String, String> query = query(uri.getRawQuery());
    String path = uri.getRawPath();
    Matcher copy = COPY.matcher(path);
    if (copy.matches()) {
      return new ProxyCall(
          Kind.COPY, decoded(copy.group(3)), decoded(copy.group(4)), decoded(copy.group(2)), query);
    }
    Matcher object = OBJECT.matcher(path);
    if (object.matches()) {
      return new ProxyCall(
          ofObject(method, query), decoded(object.group(1)), decoded(object.group(2)), "", query);
    }
    Matcher objects = OBJECTS.matcher(path);
    if (objects.matches()) {
      return new ProxyCall(
          switch (method) {
            case "GET" -> Kind.LIST;
            case "POST" -> Kind.CREATE;
            case "PUT" -> Kind.UPLOAD;
            default -> Kind.OTHER;
          },
          decoded(objects.group(1)),
          query.getOrDefault("name", ""),
          "",
          query);
    }
    boolean part = method.equals("PUT") && UPLOAD.matcher(path).matches();
    return new ProxyCall(part ? Kind.UPLOAD : Kind.OTHER, "", "", "", query);
  }

  private static Kind ofObject(String method, Map<String, String> query) {
    return switch (method) {
      case "GET" -> "media".equals(query.get("alt")) ? Kind.READ : Kind.STAT;
      case "DELETE" -> Kind.DELETE;
      default -> Kind.OTHER;
    };
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        int equals = part.indexOf('=');
        query.put(
            URLDecoder.decode(
                equals < 0 ? part : part.substring(0, equals), StandardCharsets.UTF_8),
            equals < 0
                ? ""
                : URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  /** A segment of a path, in which a plus sign means itself. */
  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
