package dev.medallion.replay.transforms.storage.gcs.proxy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GcsProxyTest {
  private static final String IT = "/storage/v1/b/bucket/o/it";
  private static final String MEDIA = "/download" + IT + "?alt=media";
  private static final String LIST = "/storage/v1/b/bucket/o?prefix=a";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Upstream upstream;
  private GcsProxy proxy;

  @BeforeEach
  void start() throws IOException {
    upstream = new Upstream();
    proxy = GcsProxy.before(upstream.uri());
  }

  @AfterEach
  void stop() {
    proxy.close();
    upstream.close();
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(proxy.endpoint() + path))
        .method(method, BodyPublishers.ofString(body))
        .header("X-Mark", "a mark")
        .build();
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    return client.send(request(method, path, ""), BodyHandlers.ofString());
  }

  @Test
  void callsPassAsTheyAre() throws Exception {
    HttpResponse<String> answer =
        client.send(
            request("POST", "/upload/storage/v1/b/bucket/o?name=a%2Fb%20c", "body"),
            BodyHandlers.ofString());

    assertThat(answer.statusCode(), is(200));
    assertThat(answer.body(), is(Upstream.BYTES));
    assertThat(answer.headers().firstValue("X-Mark").orElse(""), is("a mark"));
    assertThat(
        upstream.seen(), is(List.of("POST /upload/storage/v1/b/bucket/o?name=a%2Fb%20c body")));
    assertThat(call("GET", "/storage/v1/b/bucket/o/none").statusCode(), is(404));
  }

  @Test
  void thePartsOfAnUploadComeToTheProxyToo() throws Exception {
    assertThat(
        call("POST", "/upload/storage/v1/b/bucket/o").headers().firstValue("Location").orElse(""),
        is(proxy.endpoint() + "/upload/resumable/1"));
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE_BEFORE, 503, 0",
    "UNAVAILABLE_AFTER, 503, 1",
    "THROTTLED, 429, 0",
    "NONE, 200, 1",
  })
  void anAnsweredFault(ProxyFault fault, int status, int carriedOut) throws Exception {
    proxy.meet(ProxyPlan.all(Kind.DELETE, fault));

    assertThat(call("DELETE", IT).statusCode(), is(status));
    assertThat(upstream.seen(), hasSize(carriedOut));
    assertThat(proxy.faults(), is(fault == ProxyFault.NONE ? 0 : 1));
  }

  @ParameterizedTest
  @CsvSource({"DROPPED, 0", "ANSWER_LOST, 1", "ANSWER_CUT, 1"})
  void aFaultWithoutAnAnswer(ProxyFault fault, int carriedOut) {
    proxy.meet(ProxyPlan.all(Kind.DELETE, fault));

    assertThrows(IOException.class, () -> call("DELETE", IT));
    assertThat(upstream.seen(), hasSize(carriedOut));
  }

  @Test
  void onlyTheNthPageOfAListingFails() throws Exception {
    proxy.meet(ProxyPlan.at(Kind.LIST, 2, ProxyFault.UNAVAILABLE_BEFORE));

    assertThat(call("GET", LIST).statusCode(), is(200));
    assertThat(call("GET", IT).statusCode(), is(200));
    assertThat(call("GET", LIST).statusCode(), is(503));
    assertThat(call("GET", LIST).statusCode(), is(200));
  }

  @Test
  void pagesAreMadeSmaller() throws Exception {
    proxy.largestPage(2);
    call("GET", LIST + "&maxResults=1000&projection=full");

    assertThat(upstream.seen(), is(List.of("GET " + LIST + "&maxResults=2&projection=full ")));
  }

  @Test
  void aShareOfTheCallsIsTheSameForTheSameSeed() {
    assertThat(shared(1), is(shared(1)));
    assertThat(shared(1), is(not(shared(2))));
    assertThat(
        shared(1).stream().filter(f -> f != ProxyFault.NONE).count(),
        allOf(greaterThan(150L), lessThan(250L)));
    assertThat(
        Set.copyOf(shared(1)),
        is(Set.of(ProxyFault.NONE, ProxyFault.DROPPED, ProxyFault.THROTTLED)));
  }

  private static List<ProxyFault> shared(long seed) {
    ProxyPlan plan =
        ProxyPlan.share(
            seed, 0.2, Set.of(Kind.READ), List.of(ProxyFault.DROPPED, ProxyFault.THROTTLED));
    return IntStream.range(0, 1000)
        .mapToObj(i -> plan.of(ProxyCall.of("GET", URI.create(MEDIA + "&i=" + i % 500))))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"OTHER", "UPLOAD"},
      mode = EnumSource.Mode.EXCLUDE)
  void callsAreToldApart(Kind kind) throws Exception {
    proxy.meet(ProxyPlan.all(kind, ProxyFault.THROTTLED));

    for (Kind other : Kind.values()) {
      if (other != Kind.OTHER && other != Kind.UPLOAD) {
        assertThat(ofKind(other).statusCode(), is(other == kind ? 429 : 200));
      }
    }
  }

  private HttpResponse<String> ofKind(Kind kind) throws Exception {
    return switch (kind) {
      case LIST -> call("GET", LIST);
      case READ -> call("GET", MEDIA);
      case STAT -> call("GET", IT);
      case CREATE -> call("POST", "/upload/storage/v1/b/bucket/o?uploadType=multipart");
      case COPY -> call("POST", IT + "/rewriteTo/b/bucket/o/other");
      case DELETE -> call("DELETE", IT);
      case UPLOAD, OTHER -> throw new IllegalArgumentException();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /storage/v1/b/bucket/o/it?ifGenerationMatch=",
    "GET, /download/storage/v1/b/bucket/o/it?alt=media&ifGenerationMatch=",
    "POST, /storage/v1/b/bucket/o/it/rewriteTo/b/bucket/o/new?ifSourceGenerationMatch=",
    "POST, /storage/v1/b/bucket/o/none/rewriteTo/b/bucket/o/it?ifGenerationMatch=",
  })
  void preconditionsAreHeeded(String method, String path) throws Exception {
    assertThat(call(method, path + "6").statusCode(), is(412));
    assertThat(call(method, path + "0").statusCode(), is(412));
    assertThat(upstream.seen(), is(empty()));

    assertThat(call(method, path + "7").statusCode(), is(200));
    assertThat(upstream.seen(), hasSize(1));
  }

  @Test
  void callsAtOnceAreCounted() throws Exception {
    proxy.delay(Duration.ofMillis(300));
    List<CompletableFuture<HttpResponse<String>>> calls =
        IntStream.range(0, 3)
            .mapToObj(i -> client.sendAsync(request("GET", MEDIA, ""), BodyHandlers.ofString()))
            .toList();
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      call.get();
    }
    assertThat(proxy.mostAtOnce(Kind.READ), is(3));
    assertThat(proxy.mostAtOnce(Kind.LIST), is(0));

    proxy.forget();
    call("GET", MEDIA);
    assertThat(proxy.mostAtOnce(Kind.READ), is(1));
    assertThat(proxy.calls(Kind.READ), is(1));
    assertThat(proxy.calls().get(0).object(), is("it"));
  }
}
