package dev.medallion.replay.transforms.storage.gcs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.auth.Retryable;
import com.google.cloud.storage.StorageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.ByteSource;
import dev.medallion.replay.transforms.storage.Generation;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Pinned;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException.Unavailable;
import dev.medallion.replay.transforms.storage.gcs.proxy.GcsProxy;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyCall.Kind;
import dev.medallion.replay.transforms.storage.gcs.proxy.ProxyFault;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GcsRetriesTest {
  private static final Address IT = Address.parse("gs://bucket/it");
  private static final Pinned PINNED = new Pinned(IT, new Generation("7"), 5);

  private GcsProxy proxy;
  private Storage storage;

  @BeforeEach
  void standBeforeNobody() throws IOException {
    proxy = GcsProxy.before(URI.create("http://127.0.0.1:1"));
    storage = GcsServer.storage(proxy.endpoint());
  }

  @AfterEach
  void stop() {
    proxy.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LIST, THROTTLED",
    "LIST, UNAVAILABLE_BEFORE",
    "LIST, DROPPED",
    "STAT, THROTTLED",
    "READ, DROPPED",
    "READ, UNAVAILABLE_BEFORE",
    "CREATE, THROTTLED",
    "CREATE, DROPPED",
  })
  void aCallIsRepeatedSoOftenAndNoMore(Kind kind, ProxyFault fault) {
    proxy.meet(call -> call.kind() == kind ? fault : ProxyFault.UNAVAILABLE_BEFORE);

    assertThat(
        assertThrows(Unavailable.class, call(kind)).getMessage(), containsString("gs://bucket/"));

    assertThat(proxy.calls(kind), is(GcsRetries.CALLS));
  }

  private Executable call(Kind kind) {
    return switch (kind) {
      case LIST -> () -> storage.list(Address.parse("gs://bucket/in"), NameRange.all());
      case STAT -> () -> storage.stat(IT);
      case READ -> () -> storage.open(PINNED).close();
      case CREATE -> () -> storage.create(IT, ByteSource.of("x"));
      default -> throw new IllegalArgumentException();
    };
  }

  @Test
  void whatCannotPassIsNotRepeated() {
    assertThat(GcsRetryable.is(new StorageException(404, "gone")), is(false));
    assertThat(GcsRetryable.is(new StorageException(412, "other")), is(false));
    assertThat(GcsRetryable.is(new StorageException(403, "no", new IOException())), is(false));
    assertThat(GcsRetryable.is(new IllegalStateException("a bug")), is(false));
    assertThat(GcsRetryable.is(new IOException(new NoToken(false))), is(false));
  }

  static Stream<Throwable> passing() {
    return Stream.of(
        new StorageException(429, "slow down"),
        new StorageException(503, "later"),
        new StorageException(500, "broke"),
        new StorageException(408, "too long"),
        new StorageException(new SocketException("reset")),
        new StorageException(0, "cut", new IOException("premature end")),
        new IOException(new NoToken(true)));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatMayPassIsRepeated(Throwable failure) {
    assertThat(GcsRetryable.is(failure), is(true));
  }

  /** Credentials that can't be had. */
  private static final class NoToken extends IOException implements Retryable {
    private static final long serialVersionUID = 1;
    private final boolean retryable;

    NoToken(boolean retryable) {
      this.retryable = retryable;
    }

    @Override
    public boolean isRetryable() {
      return retryable;
    }

    @Override
    public int getRetryCount() {
      return 0;
    }
  }
}
