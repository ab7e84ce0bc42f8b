package dev.medallion.replay.transforms.storage.secret;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersionName;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.util.zip.CRC32C;

/**
 * Google's Secret Manager, with the credentials of the environment. Its client repeats calls that
 * may pass.
 */
public final class SecretManager {
  /** The environment variable that names another server than Google's, e.g. one for tests. */
  static final String ENDPOINT = "REPLAY_SECRETMANAGER_ENDPOINT";

  private final String endpoint;

  /**
   * A server.
   *
   * @param endpoint its address, where it asks for no credentials; empty: Google's
   */
  SecretManager(String endpoint) {
    this.endpoint = endpoint;
  }

  /** That of this process. */
  public static SecretManager ofEnvironment() {
    String endpoint = System.getenv(ENDPOINT);
    return new SecretManager(endpoint == null ? "" : endpoint);
  }

  /** Whether an address names a secret, and not an object. */
  public static boolean serves(Address address) {
    return address.scheme().equals(SecretName.SCHEME);
  }

  /**
   * Requires an address to name a secret; it is not read.
   *
   * @throws IllegalArgumentException saying how one is written
   */
  public static void check(Address address) {
    SecretName.of(address);
  }

  /**
   * What a version of a secret holds.
   *
   * @throws IOException saying why it can't be read
   */
  public byte[] read(Address address) throws IOException {
    SecretName name = SecretName.of(address);
    try (SecretManagerServiceClient client = SecretManagerServiceClient.create(settings())) {
      SecretPayload payload =
          client
              .accessSecretVersion(
                  SecretVersionName.of(name.project(), name.secret(), name.version()))
              .getPayload();
      byte[] bytes = payload.getData().toByteArray();
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      if (payload.hasDataCrc32C() && payload.getDataCrc32C() != sum.getValue()) {
        throw new IOException(address + " arrived damaged");
      }
      return bytes;
    } catch (ApiException e) {
      throw new IOException(
          Text.format("%s: %s%s", address, e.getStatusCode().getCode(), advice(e)), e);
    }
  }

  private SecretManagerServiceSettings settings() throws IOException {
    SecretManagerServiceSettings.Builder settings =
        SecretManagerServiceSettings.newHttpJsonBuilder();
    if (!endpoint.isEmpty()) {
      settings.setEndpoint(endpoint);
      settings.setCredentialsProvider(NoCredentialsProvider.create());
    }
    return settings.build();
  }

  private static String advice(ApiException e) {
    return switch (e.getStatusCode().getCode()) {
      case NOT_FOUND -> "; is there such a version, and is it enabled?";
      case PERMISSION_DENIED -> "; it takes roles/secretmanager.secretAccessor on the secret";
      default -> "";
    };
  }
}
