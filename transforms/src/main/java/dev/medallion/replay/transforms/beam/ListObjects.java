package dev.medallion.replay.transforms.beam;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.flow.match.DeclaredPaths;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ListedPart;
import dev.medallion.replay.transforms.flow.match.Listing;
import dev.medallion.replay.transforms.flow.match.ListingFacts;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.flow.match.ListingTask;
import dev.medallion.replay.transforms.flow.match.ObjectLister;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectOutcomes;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ObjectRefs;
import dev.medallion.replay.transforms.flow.match.ObjectStore;
import dev.medallion.replay.transforms.flow.match.ObjectUnreadableException;
import dev.medallion.replay.transforms.flow.match.OpenedAhead;
import dev.medallion.replay.transforms.flow.match.PathList;
import dev.medallion.replay.transforms.flow.match.Pinning;
import dev.medallion.replay.transforms.flow.match.SidecarReader;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.flow.read.ObjectReadFailure;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.CallsAtOnce;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Lists and pins the objects of the arrival range, and reads what is published meanwhile.
 *
 * <p>Input: one element, which says when to begin. Output: a {@link Fact.Listed} a part of the
 * listing, and one {@link Fact.Heads}.
 */
public final class ListObjects
    extends PTransform<PCollection<byte[]>, PCollection<KV<String, PackedFact>>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;
  private final boolean withHeads;

  private ListObjects(RunSpec run, boolean withHeads) {
    this.run = run;
    this.withHeads = withHeads;
  }

  /** For a graph that looks at objects only. */
  public static ListObjects of(RunSpec run) {
    return new ListObjects(run, false);
  }

  /** For a replay: what is published is read beside the listing. */
  public static ListObjects besideHeads(RunSpec run) {
    return new ListObjects(run, true);
  }

  @Override
  public PCollection<KV<String, PackedFact>> expand(PCollection<byte[]> begin) {
    return PackedFact.coded(
        Elements.spread(
                "Spread the listing",
                begin.apply("Plan the listing", ParDo.of(new PlanFn(run, withHeads))),
                FirstLook.class)
            .apply("List and pin", ParDo.of(new ListFn(run))));
  }

  private static final class PlanFn extends RunDoFn<byte[], KV<String, FirstLook>> {
    private static final long serialVersionUID = 1L;
    private final boolean withHeads;

    PlanFn(RunSpec run, boolean withHeads) {
      super(run);
      this.withHeads = withHeads;
    }

    @ProcessElement
    public void plan(OutputReceiver<KV<String, FirstLook>> out) {
      noting("plan-listing", () -> Elements.keyed(looks(), out::output));
    }

    private List<FirstLook> looks() {
      List<FirstLook> looks = new ArrayList<>();
      ListingPlan.of(model(), ranges()).forEach(task -> looks.add(new FirstLook.AtObjects(task)));
      model().sources().values().stream()
          .filter(s -> s.markers().isPresent())
          .forEach(s -> looks.add(new FirstLook.AtMarkers(s.name())));
      if (withHeads) {
        looks.add(new FirstLook.AtHeads());
      }
      return looks;
    }
  }

  private static final class ListFn
      extends RunDoFn<KV<String, Iterable<FirstLook>>, KV<String, PackedFact>> {
    private static final long serialVersionUID = 1L;

    ListFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void list(
        @Element KV<String, Iterable<FirstLook>> looks,
        OutputReceiver<KV<String, PackedFact>> out) {
      FirstLook look = Elements.only(looks.getValue());
      String name = look instanceof FirstLook.AtHeads ? "heads" : "listing-" + looks.getKey();
      noting(
          name,
          () ->
              out.output(
                  PackedFact.of(look instanceof FirstLook.AtHeads ? heads() : listed(look, name))));
    }

    /**
     * A run that takes turns reads them when its turn comes. An empty part of the listing stands in
     * for them: something has to go on, even where there is nothing to list.
     */
    private Fact heads() {
      return run().takesTurns()
          ? new Fact.Listed(
              new ObjectRefs(List.of()),
              new ListingFacts(List.of(), Map.of(), Map.of(), Map.of()),
              new ObjectOutcomes(List.of()),
              "")
          : new Fact.Heads(HeadsAtStart.of(model(), run()));
    }

    private Fact listed(FirstLook look, String name) {
      ListedPart part =
          run().completions().once(name, new TypeReference<>() {}, () -> list(look, name));
      return new Fact.Listed(
          new ObjectRefs(part.objects()),
          part.facts(),
          new ObjectOutcomes(part.unpinned()),
          part.deadLetters());
    }

    private ListedPart list(FirstLook look, String name) {
      try {
        return look instanceof FirstLook.AtObjects objects
            ? objects(objects.task(), name)
            : markers(((FirstLook.AtMarkers) look).source());
      } catch (ObjectUnreadableException e) {
        throw new UncheckedIOException(e);
      }
    }

    private ListedPart markers(String name) throws ObjectUnreadableException {
      Source source = model().sources().get(name);
      return new ListedPart(
          List.of(),
          new ListingFacts(
              List.of(),
              Map.of(
                  source.name(),
                  new ObjectLister(store(source), source, DeclaredPaths.of(source), atOnce(source))
                      .markerFacts()),
              Map.of(),
              Map.of()),
          List.of(),
          "");
    }

    private ListedPart objects(ListingTask task, String name) throws ObjectUnreadableException {
      Source source = model().sources().get(task.source());
      ObjectStore store = store(source);
      Listing listing =
          new ObjectLister(
                  store, source, DeclaredPaths.of(model(), source, run().roots()), atOnce(source))
              .list(task);
      EntityRoutes routes = new EntityRoutes(model(), source);
      boolean fullHistory = task.days().isEmpty();
      LocalDate today = ranges().today();
      Pins pins = new Pins(store, routes);
      for (ObjectRef object : listing.objects()) {
        if (belongs(routes, object, fullHistory) && !object.arrivalDate().isAfter(today)) {
          pins.pin(object);
        }
      }
      List<ObjectRef> sidecars =
          listing.sidecars().stream()
              .filter(s -> belongs(routes, s, fullHistory) && !s.arrivalDate().isAfter(today))
              .toList();
      return new ListedPart(
          pins.objects,
          new ListingFacts(
              read(sidecars, store, source),
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

    private List<ListingFacts.Sidecar> read(
        List<ObjectRef> sidecars, ObjectStore store, Source source) {
      try (OpenedAhead ahead = new OpenedAhead(store, sidecars, atOnce(source))) {
        return sidecars.stream().map(s -> SidecarReader.read(ahead, source, s)).toList();
      }
    }

    private CallsAtOnce atOnce(Source source) {
      return OpenedAhead.atOnce(run().roots().get(source.name()), run().objectsAtOnce());
    }

    private ObjectStore store(Source source) {
      return StoredObjects.of(run().roots().get(source.name()));
    }

    private String write(List<DeadLetter> letters, String name) {
      return letters.isEmpty()
          ? ""
          : DeadLetterFile.stage(
              run().staging(),
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
