package dev.medallion.replay.transforms.run.resume;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.model.ModelFiles;
import dev.medallion.replay.transforms.model.Models;
import dev.medallion.replay.transforms.run.Repairs;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.Resumed;
import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.DamagedFileException;
import dev.medallion.replay.transforms.storage.files.RecordJson;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads the records of runs: {@code <run folder>/run.json}. */
public final class RunRecords {
  private static final String FILE = "run.json";
  private static final JsonMapper JSON = mapper(Optional.empty());

  private RunRecords() {}

  /** The record of a run that is about to begin. */
  public static RunRecord of(
      String model,
      String code,
      String engine,
      HostProcess process,
      Manifest started,
      Repairs repairs,
      RunSpec run) {
    return new RunRecord(
        RunRecord.FORMAT,
        started.run().command(),
        model,
        digests(run.modelFiles()),
        code,
        engine,
        process,
        started,
        RecordedRepairs.of(repairs),
        secrets(run, System.getenv()),
        JSON.valueToTree(run));
  }

  /** Of a model that names no signature they decide nothing. */
  static RecordedSecrets secrets(RunSpec run, Map<String, String> environment) {
    return Models.of(run.modelFiles()).sources().values().stream()
            .anyMatch(s -> s.signature().isPresent())
        ? RecordedSecrets.of(SignatureSecrets.load(run.signatureSecrets(), environment))
        : RecordedSecrets.UNKNOWN;
  }

  /**
   * Writes a run's record, before anything else that the run does.
   *
   * @throws FileAlreadyExistsException where it has one
   */
  public static void write(RunFolder folder, RunRecord record) throws IOException {
    Address file = folder.file(FILE);
    if (!new Creation(StandardStorages.get().of(file))
        .holds(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record) + "\n")) {
      throw new FileAlreadyExistsException(file.toString());
    }
  }

  /** Whether the run got so far that it can go on. */
  public static boolean exists(RunFolder folder) {
    return folder.isThere(FILE);
  }

  /**
   * Reads a run's record.
   *
   * @throws DamagedFileException if it is not one
   * @throws IOException if it is one of a newer version
   */
  public static RunRecord read(RunFolder folder) throws IOException {
    Address file = folder.file(FILE);
    try {
      return read(file, JSON.readTree(StandardStorages.get().of(file).read(file).text()));
    } catch (JsonProcessingException e) {
      throw new DamagedFileException(file, e);
    }
  }

  private static RunRecord read(Address file, JsonNode root) throws IOException {
    if (!root.has("format")) {
      throw new DamagedFileException(file);
    }
    int format = root.path("format").asInt(0);
    if (format < 1 || format > RunRecord.FORMAT) {
      throw new IOException(
          Text.format(
              "%s has format %d, but this program reads formats up to %d: use the version that"
                  + " started the run",
              file, format, RunRecord.FORMAT));
    }
    RunRecord record = JSON.treeToValue(root, RunRecord.class);
    if (record.process() == null || record.started() == null) {
      throw new DamagedFileException(file);
    }
    return record;
  }

  /** The spec of a recorded run. */
  public static RunSpec spec(RunRecord record, ModelFiles files) throws IOException {
    return mapper(Optional.of(files)).treeToValue(record.spec(), RunSpec.class);
  }

  /** Puts the repairs that a run takes along on its staging, where it died before it could. */
  public static void pinRepairs(RunRecord record, RunSpec run) {
    record.repairs().pin(run);
  }

  /** The process that was last at work on a run. */
  public static HostProcess lastProcess(RunFolder folder) throws IOException {
    List<Resumed> resumes = folder.resumes();
    if (resumes.isEmpty()) {
      return read(folder).process();
    }
    Resumed last = resumes.get(resumes.size() - 1);
    return new HostProcess(last.host(), last.pid(), last.processStartedAt());
  }

  /** Each of a model's files, and the digest of its text. */
  static SortedMap<String, String> digests(ModelFiles files) {
    SortedMap<String, String> digests = new TreeMap<>();
    for (String name : files.names()) {
      digests.put(name, Sha256.ofText(files.text(name).orElseThrow()));
    }
    return digests;
  }

  /** The model's files are not written; they are taken from where the model lies now. */
  private static JsonMapper mapper(Optional<ModelFiles> files) {
    SimpleModule model = new SimpleModule("model files");
    model.addSerializer(ModelFiles.class, new Unwritten());
    model.addDeserializer(ModelFiles.class, new TakenFrom(files));
    return RecordJson.builder()
        .addModule(new Jdk8Module())
        .addModule(model)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        // An earlier program's record has one file of secrets, or an empty text for none.
        .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        .withCoercionConfig(
            LogicalType.Collection,
            c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsEmpty))
        .build();
  }

  private static final class Unwritten extends JsonSerializer<ModelFiles> {
    @Override
    public void serialize(ModelFiles files, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNull();
    }
  }

  private static final class TakenFrom extends JsonDeserializer<ModelFiles> {
    private final Optional<ModelFiles> files;

    TakenFrom(Optional<ModelFiles> files) {
      this.files = files;
    }

    @Override
    public ModelFiles deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      json.skipChildren();
      return getNullValue(context);
    }

    @Override
    public ModelFiles getNullValue(DeserializationContext context) {
      return files.orElseThrow();
    }
  }
}
