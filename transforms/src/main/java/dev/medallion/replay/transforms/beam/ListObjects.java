package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.objects.DeclaredPaths;
import dev.medallion.replay.transforms.objects.EntityRoutes;
import dev.medallion.replay.transforms.objects.ListedPart;
import dev.medallion.replay.transforms.objects.Listing;
import dev.medallion.replay.transforms.objects.ListingFacts;
import dev.medallion.replay.transforms.objects.ListingPlan;
import dev.medallion.replay.transforms.objects.ListingTask;
import dev.medallion.replay.transforms.objects.LocalObjectStore;
import dev.medallion.replay.transforms.objects.ObjectLister;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.objects.ObjectOutcomes;
import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.ObjectRefs;
import dev.medallion.replay.transforms.objects.ObjectStore;
import dev.medallion.replay.transforms.objects.ObjectUnreadableException;
import dev.medallion.replay.transforms.objects.PathList;
import dev.medallion.replay.transforms.objects.Pinning;
import dev.medallion.replay.transforms.objects.SidecarReader;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.records.ObjectReadFailure;
import dev.medallion.replay.transforms.run.RunSpec;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Lists and pins the objects of the arrival range.
 *
 * <p>Output: {@link #OBJECTS} (pinned, one {@link ObjectRefs} a task), {@link #FACTS} (what lay
 * beside them), {@link #OUTCOMES} of objects that could not be pinned, and {@link #DEAD_LETTERS},
 * files of theirs.
 */
public final class ListObjects extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<ObjectRefs> OBJECTS = new TupleTag<>("objects") {};
  public static final TupleTag<ListingFacts> FACTS = new TupleTag<>("listing facts") {};
  public static final TupleTag<ObjectOutcomes> OUTCOMES = new TupleTag<>("unpinned objects") {};
  public static final TupleTag<String> DEAD_LETTERS = new TupleTag<>("unpinned dead letters") {};

  private final RunSpec run;

  private ListObjects(RunSpec run) {
    this.run = run;
  }

  public static ListObjects of(RunSpec run) {
    return new ListObjects(run);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple listed =
        Elements.spread(
                "Spread the listing",
                begin
                    .apply("Seed the listing", Create.of("listing"))
                    .apply("Plan the listing", ParDo.of(new PlanFn(run))),
                ListingTask.class)
            .apply(
                "List and pin",
                ParDo.of(new ListFn(run))
                    .withOutputTags(
                        OBJECTS, TupleTagList.of(FACTS).and(OUTCOMES).and(DEAD_LETTERS)));
    Elements.coded(listed.get(OBJECTS), ObjectRefs.class);
    Elements.coded(listed.get(FACTS), ListingFacts.class);
    Elements.coded(listed.get(OUTCOMES), ObjectOutcomes.class);
    listed.get(DEAD_LETTERS).setCoder(StringUtf8Coder.of());
    return listed;
  }

  /** A source's markers are listed by a task without days that names {@code #markers}. */
  private static final String MARKERS = "#markers";

  private static final class PlanFn extends RunDoFn<String, KV<String, ListingTask>> {
    private static final long serialVersionUID = 1L;

    PlanFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void plan(OutputReceiver<KV<String, ListingTask>> out) {
      List<ListingTask> tasks = new ArrayList<>(ListingPlan.of(model(), ranges()));
      model().sources().values().stream()
          .filter(s -> s.markers().isPresent())
          .forEach(s -> tasks.add(new ListingTask(s.name(), List.of(), Map.of(MARKERS, Set.of()))));
      Elements.keyed(tasks, out::output);
    }
  }

  private static final class ListFn extends RunDoFn<KV<String, Iterable<ListingTask>>, ObjectRefs> {
    private static final long serialVersionUID = 1L;

    ListFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void list(@Element KV<String, Iterable<ListingTask>> tasks, MultiOutputReceiver out) {
      ProgressCounters.of(run().runId()).stage("listing");
      String name = "listing-" + tasks.getKey();
      ListedPart part =
          run()
              .completions()
              .once(
                  name,
                  new TypeReference<>() {},
                  () -> list(Elements.only(tasks.getValue()), name));
      out.get(OBJECTS).output(new ObjectRefs(part.objects()));
      out.get(FACTS).output(part.facts());
      out.get(OUTCOMES).output(new ObjectOutcomes(part.unpinned()));
      if (!part.deadLetters().isEmpty()) {
        out.get(DEAD_LETTERS).output(part.deadLetters());
      }
    }

    private ListedPart list(ListingTask task, String name) {
      try {
        return task.only().containsKey(MARKERS) ? markers(task) : objects(task, name);
      } catch (ObjectUnreadableException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ListedPart markers(ListingTask task) throws ObjectUnreadableException {
      Source source = model().sources().get(task.source());
      return new ListedPart(
          List.of(),
          new ListingFacts(
              List.of(),
              Map.of(source.name(), new ObjectLister(store(source), source).markerFacts()),
              Map.of(),
              Map.of()),
          List.of(),
          "");
    }

    private ListedPart objects(ListingTask task, String name) throws ObjectUnreadableException {
      Source source = model().sources().get(task.source());
      ObjectStore store = store(source);
      Listing listing =
          new ObjectLister(store, source, DeclaredPaths.of(model(), source, run().roots()))
              .list(task);
      EntityRoutes routes = new EntityRoutes(model(), source);
      boolean fullHistory = task.days().isEmpty();
      LocalDate today = ranges().today();
      Pins pins = new Pins(store, routes);
      for (ObjectRef object : listing.objects()) {
        if (belongs(routes, object, fullHistory) && !object.arrivalDate().isAfter(today)) {
          ProgressCounters.of(run().runId()).listed(1);
          pins.pin(object);
        }
      }
      List<ListingFacts.Sidecar> sidecars =
          listing.sidecars().stream()
              .filter(s -> belongs(routes, s, fullHistory) && !s.arrivalDate().isAfter(today))
              .map(s -> SidecarReader.read(store, source, s))
              .toList();
      return new ListedPart(
          pins.objects,
          new ListingFacts(
              sidecars,
              Map.of(),
              Map.of(
                  source.name(),
                  PathList.of(
                      listing.unmatched().stream()
                          .filter(o -> !o.arrivalDate().isAfter(today))
                          .map(ObjectRef::path)
                          .toList())),
              Map.of(source.name(), PathList.of(listing.leftovers()))),
          pins.unpinned,
          write(run().redriven().on(pins.deadLetters), name));
    }

    private ObjectStore store(Source source) {
      return LocalObjectStore.of(Path.of(run().roots().get(source.name())));
    }

    private String write(List<DeadLetter> letters, String name) {
      return letters.isEmpty()
          ? ""
          : DeadLetterFile.stage(
              Path.of(run().staging()),
              name + "-" + Nondeterminism.newToken(),
              letters,
              run().runId(),
              model().digest());
    }

    /**
     * Entities of full history are listed by a task of their own; the others, and unknown ones, by
     * date.
     */
    private static boolean belongs(EntityRoutes routes, ObjectRef object, boolean fullHistory) {
      return routes.entity(object.columns()).map(e -> e.fullHistory()).orElse(false) == fullHistory;
    }
  }

  /** Objects being pinned, and those that could not be. */
  private static final class Pins {
    private final ObjectStore store;
    private final EntityRoutes routes;
    private final List<ObjectRef> objects = new ArrayList<>();
    private final List<ObjectOutcome> unpinned = new ArrayList<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    Pins(ObjectStore store, EntityRoutes routes) {
      this.store = store;
      this.routes = routes;
    }

    void pin(ObjectRef object) {
      try {
        objects.add(Pinning.pin(store, object));
      } catch (ObjectUnreadableException e) {
        unpinned.add(ObjectOutcome.unreadable(object));
        deadLetters.add(
            ObjectReadFailure.deadLetter(
                object, routes.entityName(object.columns()), e.getMessage()));
      }
    }
  }
}
