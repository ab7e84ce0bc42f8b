package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.objects.EntityRoutes;
import dev.medallion.replay.transforms.objects.Listing;
import dev.medallion.replay.transforms.objects.ListingFacts;
import dev.medallion.replay.transforms.objects.ListingPlan;
import dev.medallion.replay.transforms.objects.ListingTask;
import dev.medallion.replay.transforms.objects.LocalObjectStore;
import dev.medallion.replay.transforms.objects.ObjectLister;
import dev.medallion.replay.transforms.objects.ObjectOutcome;
import dev.medallion.replay.transforms.objects.ObjectRef;
import dev.medallion.replay.transforms.objects.ObjectStore;
import dev.medallion.replay.transforms.objects.ObjectUnreadableException;
import dev.medallion.replay.transforms.objects.Pinning;
import dev.medallion.replay.transforms.objects.SidecarReader;
import dev.medallion.replay.transforms.progress.ProgressCounters;
import dev.medallion.replay.transforms.records.ObjectReadFailure;
import dev.medallion.replay.transforms.run.RunSpec;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 * <p>Output: {@link #OBJECTS} (one {@link ObjectRef} an object, pinned), {@link #FACTS} (what lay
 * beside them), {@link #OUTCOMES} and {@link #DEAD_LETTERS} of objects that could not be pinned.
 */
public final class ListObjects extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<ObjectRef> OBJECTS = new TupleTag<>("objects") {};
  public static final TupleTag<ListingFacts> FACTS = new TupleTag<>("listing facts") {};
  public static final TupleTag<ObjectOutcome> OUTCOMES = new TupleTag<>("unpinned objects") {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS =
      new TupleTag<>("unpinned dead letters") {};

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
    Elements.coded(listed.get(OBJECTS), ObjectRef.class);
    Elements.coded(listed.get(FACTS), ListingFacts.class);
    Elements.coded(listed.get(OUTCOMES), ObjectOutcome.class);
    Elements.coded(listed.get(DEAD_LETTERS), DeadLetter.class);
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

  private static final class ListFn extends RunDoFn<KV<String, Iterable<ListingTask>>, ObjectRef> {
    private static final long serialVersionUID = 1L;

    ListFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void list(@Element KV<String, Iterable<ListingTask>> tasks, MultiOutputReceiver out)
        throws ObjectUnreadableException {
      ProgressCounters.of(run().runId()).stage("listing");
      for (ListingTask task : tasks.getValue()) {
        list(task, out);
      }
    }

    private void list(ListingTask task, MultiOutputReceiver out) throws ObjectUnreadableException {
      Model model = model();
      Source source = model.sources().get(task.source());
      ObjectStore store = LocalObjectStore.of(Path.of(run().roots().get(source.name())));
      ObjectLister lister = new ObjectLister(store, source);
      if (task.only().containsKey(MARKERS)) {
        out.get(FACTS)
            .output(
                new ListingFacts(List.of(), Map.of(source.name(), lister.markerFacts()), Map.of()));
        return;
      }
      Listing listing = lister.list(task);
      EntityRoutes routes = new EntityRoutes(model, source);
      boolean fullHistory = task.days().isEmpty();
      LocalDate today = ranges().today();
      for (ObjectRef object : listing.objects()) {
        if (belongs(routes, object, fullHistory) && !object.arrivalDate().isAfter(today)) {
          pin(store, routes, object, out);
        }
      }
      List<ListingFacts.Sidecar> sidecars =
          listing.sidecars().stream()
              .filter(s -> belongs(routes, s, fullHistory) && !s.arrivalDate().isAfter(today))
              .map(s -> SidecarReader.read(store, source, s))
              .toList();
      out.get(FACTS)
          .output(new ListingFacts(sidecars, Map.of(), Map.of(source.name(), listing.skipped())));
    }

    /**
     * Entities of full history are listed by a task of their own; the others, and unknown ones, by
     * date.
     */
    private static boolean belongs(EntityRoutes routes, ObjectRef object, boolean fullHistory) {
      return routes.entity(object.columns()).map(e -> e.fullHistory()).orElse(false) == fullHistory;
    }

    private void pin(
        ObjectStore store, EntityRoutes routes, ObjectRef object, MultiOutputReceiver out) {
      ProgressCounters progress = ProgressCounters.of(run().runId());
      progress.listed(1);
      try {
        out.get(OBJECTS).output(Pinning.pin(store, object));
      } catch (ObjectUnreadableException e) {
        out.get(OUTCOMES).output(new ObjectOutcome(object, true, 0, Map.of(), 0, Long.MIN_VALUE));
        String entity =
            routes.entity(object.columns()).map(Entity::name).orElse(DeadLetter.UNKNOWN_ENTITY);
        out.get(DEAD_LETTERS).output(ObjectReadFailure.deadLetter(object, entity, e.getMessage()));
      }
    }
  }
}
