package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.decode.EventScopes;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.decode.VersionDays;
import dev.medallion.replay.transforms.flow.match.ArrivedObjects;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.OpenedAhead;
import dev.medallion.replay.transforms.flow.match.ReadUnit;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.publish.TombstoneKeys;
import dev.medallion.replay.transforms.flow.read.CorrectableRecords;
import dev.medallion.replay.transforms.flow.read.ObjectReadFailure;
import dev.medallion.replay.transforms.flow.read.ReadTask;
import dev.medallion.replay.transforms.flow.read.RecordFormats;
import dev.medallion.replay.transforms.flow.read.RecordReader;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.Creation;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the business days on which the records of some arrival dates lie: what a window on the
 * arrival clock has to replace. Each read unit leaves a file of days in a folder, and one of the
 * keys of tombstones that name no day.
 *
 * <p>Objects that can't be read are left to the replay itself, which blocks on them.
 */
public final class FindTouchedDays extends PTransform<PCollection<KV<String, ReadTask>>, PDone> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final DayRange arrived;
  private final Address folder;

  private FindTouchedDays(RunSpec run, DayRange arrived, Address folder) {
    this.run = run;
    this.arrived = arrived;
    this.folder = folder;
  }

  /**
   * The transform.
   *
   * @param arrived the arrival dates
   * @param folder takes the files: {@code days-*} of lines {@code yyyy-MM-dd}, {@code objects-*},
   *     each the text of {@link ArrivedObjects}, and {@code tombstones-*} of lines that are {@link
   *     TombstoneKeys}
   */
  public static FindTouchedDays of(RunSpec run, DayRange arrived, Address folder) {
    return new FindTouchedDays(run, arrived, folder);
  }

  @Override
  public PDone expand(PCollection<KV<String, ReadTask>> units) {
    units
        .apply("Spread the scan", GroupByKey.create())
        .apply("Look at business days", ParDo.of(new ScanFn(run, arrived, folder)));
    return PDone.in(units.getPipeline());
  }

  private static final Logger LOG = LoggerFactory.getLogger(FindTouchedDays.class);

  private static final class ScanFn extends RunDoFn<KV<String, Iterable<ReadTask>>, Void> {
    private static final long serialVersionUID = 1L;
    private final DayRange arrived;
    private final Address folder;

    ScanFn(RunSpec run, DayRange arrived, Address folder) {
      super(run);
      this.arrived = arrived;
      this.folder = folder;
    }

    @ProcessElement
    public void scan(@Element KV<String, Iterable<ReadTask>> tasks) throws IOException {
      noting("scan-" + tasks.getKey(), () -> scanned(tasks));
    }

    private void scanned(KV<String, Iterable<ReadTask>> tasks) throws IOException {
      Set<LocalDate> days = new TreeSet<>();
      Set<String> tombstones = new TreeSet<>();
      ArrivedObjects objects = new ArrivedObjects(new TreeMap<>());
      tasks.getValue().forEach(task -> scan(task.unit(), days, tombstones, objects));
      String name = Nondeterminism.newToken();
      write("objects-" + name, objects.text());
      write("tombstones-" + name, lines(tombstones.stream()));
      write("days-" + name, lines(days.stream().map(LocalDate::toString)));
    }

    private void write(String name, String text) throws IOException {
      new Creation(StandardStorages.get().of(folder)).holds(folder.resolve(name), text);
    }

    private static String lines(Stream<String> lines) {
      return lines.map(line -> line + "\n").collect(Collectors.joining());
    }

    private void scan(
        ReadUnit unit, Set<LocalDate> days, Set<String> tombstones, ArrivedObjects objects) {
      Source source = model().sources().get(unit.source());
      Address root = run().roots().get(source.name());
      List<ObjectRef> objectsToRead =
          unit.objects().stream().filter(o -> arrived.contains(o.arrivalDate())).toList();
      try (OpenedAhead store =
          new OpenedAhead(
              StoredObjects.of(root),
              objectsToRead,
              OpenedAhead.atOnce(root, run().objectsAtOnce()))) {
        scan(source, objectsToRead, new RecordReader(store), days, tombstones, objects);
      }
    }

    private void scan(
        Source source,
        List<ObjectRef> objectsToRead,
        RecordReader reader,
        Set<LocalDate> days,
        Set<String> tombstones,
        ArrivedObjects objects) {
      CorrectableRecords records =
          new CorrectableRecords(
              RecordFormats.of(model(), source, run().session("UTC")),
              new RecordDecoder(model(), source, SignatureSecrets.NONE),
              run().corrections());
      VersionDays versionDays = new VersionDays(model());
      EventScopes scopes = new EventScopes(model(), run().scopes());
      for (ObjectRef object : objectsToRead) {
        try {
          Set<LocalDate> own = new TreeSet<>();
          Set<String> keys = new TreeSet<>();
          records.decodeAll(
              object,
              reader,
              (outcome, raw, position) -> {
                if (outcome instanceof Outcome.Decoded event && !scopes.leaves(event)) {
                  Optional<LocalDate> day = versionDays.of(event);
                  day.ifPresent(own::add);
                  if (day.isEmpty() && event.deleted() && versionDays.isCut(event.entity())) {
                    keys.add(TombstoneKeys.of(event).line());
                  }
                }
              });
          if (!own.isEmpty() || !keys.isEmpty()) {
            objects.add(source.name(), object.path(), object.generation());
            days.addAll(own);
            tombstones.addAll(keys);
          }
        } catch (ObjectReadFailure e) {
          objects.add(source.name(), object.path(), ArrivedObjects.UNREAD);
          LOG.warn("{}: left to the replay itself", e.getMessage());
        }
      }
    }
  }
}
