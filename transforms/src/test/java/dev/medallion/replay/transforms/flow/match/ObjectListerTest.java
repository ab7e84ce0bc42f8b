package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.transforms.flow.decode.Payments;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.CallsAtOnce;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectListerTest {
  private static final String STRIPE = "bronze/source=stripe/";
  private static final Optional<DayRange> FEB =
      Optional.of(new DayRange(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 2, 28)));

  @TempDir Path lake;

  private String put(String path) throws Exception {
    Path file = lake.resolve(STRIPE + path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x");
    return STRIPE + path;
  }

  private Listing list(Source source, Optional<DayRange> arrival, Map<String, Set<String>> only)
      throws Exception {
    ObjectStore store = StoredObjects.of(Address.of(lake));
    Listing listing = list(store, source, arrival, only);
    // A bucket is asked once for all that lies below a date.
    assertThat(list(new AskedOnce(store), source, arrival, only), is(listing));
    return listing;
  }

  private Listing list(
      ObjectStore store, Source source, Optional<DayRange> arrival, Map<String, Set<String>> only)
      throws Exception {
    ObjectLister lister =
        new ObjectLister(
            store,
            source,
            DeclaredPaths.of(
                Payments.MODEL,
                source,
                Map.of("bronze", Address.of(lake), "webhooks", Address.of(lake))),
            CallsAtOnce.of(3));
    Listing all =
        new Listing(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ListingTask task : ObjectLister.tasks(source, arrival, only)) {
      Listing part = lister.list(task);
      all.objects().addAll(part.objects());
      all.sidecars().addAll(part.sidecars());
      all.unmatched().addAll(part.unmatched());
      all.leftovers().addAll(part.leftovers());
    }
    return all;
  }

  private static List<String> paths(List<ObjectRef> objects) {
    return objects.stream().map(ObjectRef::path).toList();
  }

  @Test
  void objectsOfTheRangeAreFoundWithTheirColumnsSidecarsAndWhatFitsNowhere() throws Exception {
    String part = put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    String sidecar = put("entity=charges/dt=2026-02-03/run_id=r1/_metadata.json");
    String other = put("entity=charges/dt=2026-02-03/run_id=r1/part-x.jsonl");
    put("entity=charges/dt=2026-03-01/run_id=r1/part-00000.jsonl");
    put("entity=webhook_events/dt=2026-02-03/event_id=e/payload.json");
    put("entity=webhook_events/markers/e.marker");
    Listing listing = list(Payments.BRONZE, FEB, Map.of());
    assertThat(paths(listing.objects()), contains(part));
    assertThat(paths(listing.sidecars()), contains(sidecar));
    assertThat(paths(listing.unmatched()), contains(other));
    ObjectRef object = listing.objects().get(0);
    assertThat(object.arrivalDate(), is(LocalDate.of(2026, 2, 3)));
    assertThat(
        object.columns().toString(),
        is("{arrival_date=2026-02-03, entity=charges, part=00000, run_id=r1}"));
    assertThat(object.bytes(), is(1L));
    assertThat(object.generation(), is(""));
    assertThat(listing.sidecars().get(0).columns().get("run_id"), is("r1"));
  }

  @Test
  void fullHistoryFindsEveryDayAndReportsDaysThatDoNotExist() throws Exception {
    String old = put("entity=charges/dt=2019-01-01/run_id=r1/part-00000.jsonl");
    String fresh = put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    String odd = put("entity=charges/dt=2026-02-30/run_id=r1/part-00000.jsonl");
    Listing listing = list(Payments.BRONZE, Optional.empty(), Map.of());
    assertThat(paths(listing.objects()), contains(old, fresh));
    assertThat(paths(listing.unmatched()), contains(odd));
  }

  @Test
  void fixedColumnsRestrictTheListing() throws Exception {
    String charge = put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    String invoice = put("entity=invoices/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    put("entity=customers/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    assertThat(
        paths(list(Payments.BRONZE, FEB, Map.of("entity", Set.of("charges"))).objects()),
        contains(charge));
    assertThat(
        paths(
            list(Payments.BRONZE, FEB, Map.of("entity", Set.of("charges", "invoices"))).objects()),
        contains(charge, invoice));
  }

  @Test
  void oddNamesAreTakenAsTheyAre() throws Exception {
    List<String> expected = new ArrayList<>();
    for (String odd : List.of("it's", "a \"b\"", "50%20", "#1", "a\nb", "\ud83d\ude00", "*[?]")) {
      expected.add(put("entity=webhook_events/dt=2026-02-03/event_id=" + odd + "/payload.json"));
    }
    expected.sort(null);
    Listing listing = list(Payments.WEBHOOKS, FEB, Map.of());
    assertThat(paths(listing.objects()), is(expected));
    for (ObjectRef object : listing.objects()) {
      ObjectRef pinned = Pinning.pin(StoredObjects.of(Address.of(lake)), object);
      assertThat(
          pinned.generation(),
          is("2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"));
      assertThat(pinned.uri(), is(lake.toAbsolutePath() + "/" + object.path()));
    }
  }

  @Test
  void aFolderAndADanglingLinkNamedLikeObjectsAreListedAndCantBePinned() throws Exception {
    Path folder = lake.resolve(STRIPE + "entity=charges/dt=2026-02-03/run_id=r1");
    put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl/in-it");
    Files.createSymbolicLink(folder.resolve("part-00001.jsonl"), lake.resolve("gone"));
    Listing listing = list(Payments.BRONZE, FEB, Map.of());
    assertThat(listing.objects().size(), is(2));
    for (ObjectRef object : listing.objects()) {
      ObjectUnreadableException failure =
          assertThrows(
              ObjectUnreadableException.class,
              () -> Pinning.pin(StoredObjects.of(Address.of(lake)), object));
      assertThat(failure.path(), is(object.path()));
    }
  }

  @Test
  void markersAreListedByTheirColumn() throws Exception {
    put("entity=webhook_events/markers/b.marker");
    put("entity=webhook_events/markers/a.marker");
    put("entity=webhook_events/markers/readme.txt");
    ObjectLister lister = new ObjectLister(StoredObjects.of(Address.of(lake)), Payments.WEBHOOKS);
    assertThat(lister.markers(), contains("a", "b"));
    assertThat(
        new ObjectLister(StoredObjects.of(Address.of(lake)), Payments.BRONZE).markers(), empty());
  }

  @Test
  void aListingIsTheSameWhateverTheOrderInWhichTheStoreLists() throws Exception {
    put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    put("entity=charges/dt=2026-02-03/run_id=r1/part-00001.jsonl");
    put("entity=charges/dt=2026-02-03/run_id=r2/part-00000.jsonl");
    put("entity=invoices/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    ListingTask task = ObjectLister.tasks(Payments.BRONZE, Optional.empty(), Map.of()).get(0);
    ObjectStore store = StoredObjects.of(Address.of(lake));

    Listing listing = new ObjectLister(new ReversedStore(store), Payments.BRONZE).list(task);

    assertThat(listing.objects().size(), is(4));
    assertThat(listing, is(new ObjectLister(store, Payments.BRONZE).list(task)));
  }

  @Test
  void anEmptyLakeGivesAnEmptyListing() throws Exception {
    assertThat(
        list(Payments.BRONZE, FEB, Map.of()),
        is(new Listing(List.of(), List.of(), List.of(), List.of())));
  }

  @Test
  void aLayoutThatGainedALevelIsToldObjectByObject() throws Exception {
    String a = put("entity=charges/dt=2026-02-03/run_id=r1/hour=13/part-00000.jsonl");
    String b = put("entity=charges/dt=2026-02-03/run_id=r1/hour=14/x/part-00000.jsonl");
    String c = put("entity=charges/dt=2026-02-03/part-00000.jsonl");
    put("entity=charges/dt=2026-03-03/run_id=r1/hour=13/part-00000.jsonl");
    Files.createDirectories(lake.resolve(STRIPE + "entity=charges/dt=2026-02-03/empty"));
    assertThat(paths(list(Payments.BRONZE, FEB, Map.of()).unmatched()), contains(c, a, b));
  }

  @Test
  void datesThatAreWrittenInAnotherWayAreToldWhereAllDatesAreRead() throws Exception {
    String a = put("entity=charges/dt=2026-2-3/run_id=r1/part-00000.jsonl");
    String b = put("entity=charges/date=2026-02-03/run_id=r1/part-00000.jsonl");
    String c = put("entity=charges/part-00000.jsonl");
    put("entity=charges/_temporary/run_id=r1/part-00000.jsonl");
    Map<String, Set<String>> charges = Map.of("entity", Set.of("charges"));
    assertThat(
        paths(list(Payments.BRONZE, Optional.empty(), charges).unmatched()), contains(b, a, c));
    assertThat(list(Payments.BRONZE, FEB, charges).unmatched(), empty());
  }

  @Test
  void whatOtherToolsLeaveIsNeverDataThoughItsNameFits() throws Exception {
    String good = put("entity=webhook_events/dt=2026-02-03/event_id=e/payload.json");
    List<String> left = new ArrayList<>();
    for (String name :
        List.of("_SUCCESS", ".payload.json", "_payload.json", "payload.json.crc", "a.tmp")) {
      left.add(put("entity=webhook_events/dt=2026-02-03/event_id=e/" + name));
    }
    put("entity=webhook_events/dt=2026-02-03/_temporary/0/payload.json");
    left.add(STRIPE + "entity=webhook_events/dt=2026-02-03/_temporary");
    Listing listing = list(Payments.WEBHOOKS, FEB, Map.of());
    assertThat(paths(listing.objects()), contains(good));
    assertThat(listing.unmatched(), empty());
    assertThat(listing.leftovers(), containsInAnyOrder(left.toArray()));
  }

  @Test
  void aFolderThatCanNotBeListedFailsWhileOneThatIsNotThereIsEmpty() throws Exception {
    put("entity=charges/dt=2026-02-03/run_id=r1/part-00000.jsonl");
    Files.writeString(lake.resolve(STRIPE + "entity=charges/dt=2026-02-04"), "");
    assertThat(
        assertThrows(ObjectUnreadableException.class, () -> list(Payments.BRONZE, FEB, Map.of()))
            .getMessage(),
        is(STRIPE + "entity=charges/dt=2026-02-04 can't be read: it is a file, not a folder"));
  }

  /** A store that lists from the last name to the first. */
  private static final class ReversedStore extends ForwardingStore {
    ReversedStore(ObjectStore store) {
      super(store);
    }

    @Override
    public List<Entry> list(String folder) throws ObjectUnreadableException {
      List<Entry> entries = new ArrayList<>(super.list(folder));
      Collections.reverse(entries);
      return entries;
    }
  }
}
