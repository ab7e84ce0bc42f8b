package dev.medallion.replay.transforms.storage.gcs;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.apache.v2.ApacheHttpTransport;
import com.google.auth.http.HttpTransportFactory;

/**
 * The connections to Cloud Storage: as many as are used at once are kept open. The JDK's own client
 * keeps five, and repeats a request by itself when a connection breaks.
 */
final class GcsTransport implements HttpTransportFactory {
  /** More than any worker opens objects at once. */
  private static final int MOST_CONNECTIONS = 1000;

  @Override
  public HttpTransport create() {
    return new ApacheHttpTransport(
        ApacheHttpTransport.newDefaultHttpClientBuilder()
            // Bytes are wanted as they are stored.
            .disableContentCompression()
            .disableAutomaticRetries()
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .build());
  }
}
