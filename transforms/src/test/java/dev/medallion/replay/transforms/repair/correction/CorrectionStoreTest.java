package dev.medallion.replay.transforms.repair.correction;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.flow.deadletter.Letters;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorrectionStoreTest {
  private static final byte[] ODD = {0, (byte) 0xff, '\n', '"'};

  @TempDir Path state;

  @Test
  void whatIsStoredIsReadBackByteForByte() {
    Correction stored = store().add(correction("a", 7, ODD));
    assertThat(store().all(), is(List.of(stored)));
    assertThat(store().all().get(0).bytes(), is(ODD));
  }

  @Test
  void theNewestOfAPlaceCountsUntilItIsWithdrawn() {
    Correction first = store().add(correction("a", 7, text("one")));
    Correction second =
        store().add(first.amended(text("two"), "typo", "r2", Instant.EPOCH.plusSeconds(1)));
    store().add(correction("a", 8, text("other")));
    assertThat(second.sequence(), is(2));
    assertThat(inForce("a"), is(List.of("7:two", "8:other")));

    store().add(second.withdrawal("wrong", "r3", Instant.EPOCH.plusSeconds(2)));
    assertThat(inForce("a"), is(List.of("8:other")));
    assertThat(store().all(), hasSize(4));

    store().add(correction("a", 7, text("three")));
    assertThat(inForce("a"), is(List.of("7:three", "8:other")));
  }

  @Test
  void thoseWhoStoreAtOnceOverwriteNothing() {
    IntStream.range(0, 20).parallel().forEach(i -> store().add(correction("a", 7, text("t" + i))));
    assertThat(
        store().all().stream().map(Correction::sequence).toList(),
        is(IntStream.rangeClosed(1, 20).boxed().toList()));
    assertThat(
        store().all().stream()
            .map(c -> new String(c.bytes(), StandardCharsets.UTF_8))
            .distinct()
            .toList(),
        hasSize(20));
  }

  @Test
  void anotherGenerationIsAnotherPlace() {
    store().add(correction("a", 7, text("one")));
    Correction of = store().all().get(0);
    assertThat(store().inForce().of(of.object()).keySet(), is(java.util.Set.of(7L)));
    Correction changed =
        Correction.of(Letters.badAmount("a", "other", 7), text("x"), "", "r", Instant.EPOCH);
    assertThat(store().inForce().of(changed.object()), is(Map.of()));
  }

  @Test
  void theDigestIsThatOfWhatCountsAndNothingElse(@TempDir Path other) {
    assertThat(Corrections.NONE.digest(), is(""));
    store().add(correction("b", 1, text("b")));
    store().add(correction("a", 7, text("a")));
    CorrectionStore same = new CorrectionStore(StandardStorages.at(other));
    same.add(correction("a", 7, text("a")));
    same.add(correction("b", 1, text("b")));
    assertThat(store().inForce().digest(), is(same.inForce().digest()));
    same.add(correction("b", 2, text("c")));
    assertThat(store().inForce().digest(), not(is(same.inForce().digest())));
  }

  @Test
  void aRunUsesWhatItPinnedWhateverIsStoredLaterAndRefusesWhatWasAltered(@TempDir Path staging)
      throws IOException {
    store().add(correction("a", 7, text("a")));
    Corrections inForce = store().inForce();
    inForce.pin(StandardStorages.at(staging));
    String digest = inForce.digest();
    store().add(correction("a", 8, text("later")));
    assertThat(Corrections.pinned(StandardStorages.at(staging), digest).list(), hasSize(1));
    assertThat(Corrections.pinned(StandardStorages.at(staging), "").list(), hasSize(0));

    Path file;
    try (Stream<Path> files = Files.list(staging)) {
      file = files.findFirst().orElseThrow();
    }
    Files.writeString(file, Files.readString(file).replace("\"position\":7", "\"position\":6"));
    assertThat(
        assertThrows(
                UncheckedIOException.class,
                () -> Corrections.pinned(StandardStorages.at(staging), digest))
            .getCause()
            .getMessage(),
        containsString("differs from what the run pinned"));
  }

  @Test
  void oneOfANewerVersionOrDamagedIsRefusedByNameAndWithoutItsContent() throws IOException {
    store().add(correction("a", 7, text("secret")));
    Path file;
    try (Stream<Path> files = Files.list(state.resolve("corrections"))) {
      file = files.findFirst().orElseThrow();
    }
    String good = Files.readString(file);
    Files.writeString(file, good.replace("\"format\":1", "\"format\":9"));
    assertThat(
        assertThrows(WarehouseException.class, () -> store().all()).getMessage(),
        allOf(
            containsString(file.toString()), containsString("format 9"), containsString("newer")));
    Files.writeString(file, good.substring(0, good.length() / 2));
    assertThat(
        assertThrows(WarehouseException.class, () -> store().all()).getMessage(),
        allOf(containsString("damaged"), not(containsString("secret"))));
  }

  private CorrectionStore store() {
    return new CorrectionStore(StandardStorages.at(state));
  }

  private List<String> inForce(String object) {
    return store().inForce().list().stream()
        .filter(c -> c.place().object().equals(object))
        .map(c -> c.place().position() + ":" + new String(c.bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Correction correction(String object, long position, byte[] bytes) {
    return Correction.of(
        Letters.badAmount(object, "g", position), bytes, "because", "r1", Instant.EPOCH);
  }
}
