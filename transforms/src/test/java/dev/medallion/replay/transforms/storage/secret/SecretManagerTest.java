package dev.medallion.replay.transforms.storage.secret;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of a server that answers as Secret Manager does. */
class SecretManagerTest {
  private static final byte[] SECRET = "whsec_one\nwhsec_two\n".getBytes(StandardCharsets.UTF_8);

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private int failures;
  private String answer;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    answer = payload(sum(SECRET));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          asked.add(call.getRequestURI().getPath());
          int code = failures-- > 0 ? 503 : status;
          byte[] body = (code == 200 ? answer : error(code)).getBytes(StandardCharsets.UTF_8);
          call.getResponseHeaders().set("Content-Type", "application/json");
          call.sendResponseHeaders(code, body.length);
          call.getResponseBody().write(body);
          call.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aVersionIsRead() throws IOException {
    assertThat(read("secret://my-project/webhooks/3"), is(SECRET));
    assertThat(asked, is(List.of("/v1/projects/my-project/secrets/webhooks/versions/3:access")));
  }

  @Test
  void withoutAVersionTheNewestIsRead() throws IOException {
    read("secret://my-project/webhooks");
    assertThat(
        asked, is(List.of("/v1/projects/my-project/secrets/webhooks/versions/latest:access")));
  }

  @Test
  void aServerThatIsAwayForAMomentIsAskedAgain() throws IOException {
    failures = 1;
    assertThat(read("secret://my-project/webhooks/3"), is(SECRET));
  }

  @Test
  void bytesThatArriveDamagedAreRefused() {
    answer = payload(sum(SECRET) + 1);
    IOException refused =
        assertThrows(IOException.class, () -> read("secret://my-project/webhooks/3"));
    assertThat(
        refused.getMessage(), allOf(containsString("damaged"), not(containsString("whsec"))));
  }

  @Test
  void whatIsNotThereIsSaid() {
    status = 404;
    IOException refused =
        assertThrows(IOException.class, () -> read("secret://my-project/webhooks/3"));
    assertThat(
        refused.getMessage(),
        is(
            "secret://my-project/webhooks/3: NOT_FOUND; is there such a version, and is it"
                + " enabled?"));
  }

  @Test
  void whoMayNotReadItIsToldTheRole() {
    status = 403;
    IOException refused =
        assertThrows(IOException.class, () -> read("secret://my-project/webhooks/3"));
    assertThat(refused.getMessage(), containsString("roles/secretmanager.secretAccessor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"secret://my-project", "secret://my-project/a/1/more", "secret://my-project/a b"})
  void whatNamesNoSecretIsRefused(String text) {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> SecretManager.check(Address.parse(text)));
    assertThat(refused.getMessage(), containsString("secret://<project>/<secret>/<version>"));
  }

  private byte[] read(String address) throws IOException {
    return new SecretManager("http://localhost:" + server.getAddress().getPort())
        .read(Address.parse(address));
  }

  private static String payload(long sum) {
    return """
    {"name": "projects/1/secrets/webhooks/versions/3",
     "payload": {"data": "%s", "dataCrc32c": "%d"}}"""
        .formatted(Base64.getEncoder().encodeToString(SECRET), sum);
  }

  private static long sum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  private static String error(int code) {
    return "{\"error\": {\"code\": %d, \"message\": \"no\", \"status\": \"%s\"}}"
        .formatted(
            code,
            switch (code) {
              case 403 -> "PERMISSION_DENIED";
              case 404 -> "NOT_FOUND";
              default -> "UNAVAILABLE";
            });
  }
}
