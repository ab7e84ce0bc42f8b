package dev.medallion.replay.transforms.run.resume;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.Storage;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The launcher's signature secrets, as salted digests on a run's staging. A worker has its own
 * environment: with other secrets, or with none, it would accept records that the launcher's
 * refuse.
 */
public final class PinnedSecrets {
  private static final JsonMapper JSON = RecordJson.builder().build();
  private static final String FILE = "secrets.json";

  /** The last run whose secrets this process compared; to compare them is slow on purpose. */
  private static volatile String compared = "";

  private PinnedSecrets() {}

  /** Writes the launcher's, unless they are there. */
  public static void pin(RunSpec run, Map<String, String> environment) throws IOException {
    Address file = run.staging().resolve(FILE);
    Storage storage = StandardStorages.get().of(file);
    if (storage.stat(file).isEmpty()) {
      RecordedSecrets secrets = RunRecords.secrets(run, environment);
      new Creation(storage).holds(file, JSON.writeValueAsString(secrets));
    }
  }

  /**
   * Requires this process to have the same.
   *
   * @throws UsageException where it does not
   */
  public static void require(RunSpec run, Map<String, String> environment) {
    String known = run.staging() + "/" + run.runId();
    if (compared.equals(known)) {
      return;
    }
    List<String> differences = pinned(run).differences(run.signatureSecrets(), environment);
    if (!differences.isEmpty()) {
      throw new UsageException(List.of("on a worker, " + String.join("; ", differences)));
    }
    compared = known;
  }

  /** What an earlier program began has none. */
  private static RecordedSecrets pinned(RunSpec run) {
    Address file = run.staging().resolve(FILE);
    Storage storage = StandardStorages.get().of(file);
    try {
      return JSON.readValue(storage.read(file).text(), RecordedSecrets.class);
    } catch (StorageException.Absent e) {
      return RecordedSecrets.UNKNOWN;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
