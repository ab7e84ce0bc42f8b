package dev.medallion.replay.transforms.run.resume;

import com.fasterxml.jackson.databind.JsonNode;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The inputs of a run, as its folder keeps them: {@code resume} uses nothing else.
 *
 * @param format of this document; an older program refuses it
 * @param command that began it
 * @param model as it was given: a built-in model's name, or an absolute folder
 * @param modelFiles name to hex SHA-256
 * @param code digest of the program's classes
 * @param engine the version of DuckDB
 * @param process that began it
 * @param started the receipt's first step
 * @param repairs to bad records, that the run takes along
 * @param secrets by which it checks signatures
 * @param spec the run's, without the model's files
 */
public record RunRecord(
    int format,
    String command,
    String model,
    SortedMap<String, String> modelFiles,
    String code,
    String engine,
    HostProcess process,
    Manifest started,
    RecordedRepairs repairs,
    RecordedSecrets secrets,
    JsonNode spec) {
  /** Of the documents that this program writes. */
  public static final int FORMAT = 1;

  /** The record as it is read. */
  public RunRecord {
    repairs = Optional.ofNullable(repairs).orElse(RecordedRepairs.NONE);
    secrets = Optional.ofNullable(secrets).orElse(RecordedSecrets.UNKNOWN);
  }

  /** Where the run publishes. */
  public WarehouseAddress warehouse() {
    String address = spec.path("warehouse").asText();
    return WarehouseAddress.parse(address)
        .orElseThrow(
            () -> new IllegalStateException("the run's record names no warehouse: " + address));
  }

  private Address address(String name) {
    return Address.parse(spec.path(name).asText());
  }

  /** The folder of runs and published files. */
  public Address state() {
    return address("state");
  }

  /** The folder of the run's own files. */
  public Address staging() {
    return address("staging");
  }

  /** The folder of the run's receipt. */
  public Address runFolder() {
    return address("runFolder");
  }
}
