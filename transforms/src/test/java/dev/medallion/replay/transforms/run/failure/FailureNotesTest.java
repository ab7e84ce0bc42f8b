package dev.medallion.replay.transforms.run.failure;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.arrayWithSize;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.warehouse.ConflictException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureNotesTest {
  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  @TempDir private Path folder;

  private FailureNotes notes() {
    return new FailureNotes(new RunFolder(Address.of(folder), "r1"));
  }

  @Test
  void aNoteIsReadBackAsItWasWritten() throws IOException {
    Throwable wrapped = new IllegalStateException("wrapped", new ConflictException("moved"));
    notes().add("shard-charge-3", wrapped);
    FailureNote note = notes().decisive(Set.of()).orElseThrow();
    assertThat(
        note,
        is(
            new FailureNote(
                "shard-charge-3", FailureKind.CONFLICT, 4, "moved", "wrapped: moved", note.at())));
  }

  /** Whatever a message says: only what is damaged ends the run. */
  @Test
  void whatTheRunKeepsAndIsDamagedEndsIt() throws IOException {
    Address file = Address.of(Path.of("/staging/blocks"));
    notes().add("read", new UncheckedIOException(StorageException.Altered.truncated(file)));
    FailureNote note = notes().decisive(Set.of()).orElseThrow();
    assertThat(note.kind().endsRun(), is(true));
    assertThat(note.message(), is("/staging/blocks is truncated; start a new run"));
    Throwable other = new IllegalStateException("start a new run");
    assertThat(FailureKind.of(other).endsRun(), is(false));
  }

  @Test
  void whatAStepInsideNotedIsNotNotedAgain() throws IOException {
    Throwable inner = new IllegalStateException("inner");
    notes().add("inside", inner);
    notes().add("outside", new IllegalStateException("outer", inner));
    assertThat(notes().names(), hasSize(1));
    assertThat(notes().decisive(Set.of()).orElseThrow().step(), is("inside"));
  }

  @Test
  void notesOfAnEarlierJobDoNotCount() throws IOException {
    notes().add("publish", new IllegalStateException("the first"));
    assertThat(notes().decisive(notes().names()), is(Optional.empty()));
  }

  @Test
  void whereNothingCanBeWrittenTheExceptionIsLeft() throws IOException {
    Files.writeString(folder.resolve("failures"), "in the way");
    Throwable failure = new IllegalStateException("told by itself");
    notes().add("publish", failure);
    assertThat(failure.getSuppressed(), arrayWithSize(1));
  }

  @Test
  void theStepThatFailedMostOftenIsWhereARunnerGaveUp() {
    FailureNote recovered = at("read-1", NOON);
    FailureNote fatal = at("read-2", NOON.plusSeconds(1));
    assertThat(
        FailureNotes.decisive(List.of(recovered, fatal, at("read-2", NOON.plusSeconds(2)))),
        is(Optional.of(fatal)));
  }

  @Test
  void amongEqualsTheFirstFailureIsTheCause() {
    FailureNote first = at("read-2", NOON);
    assertThat(
        FailureNotes.decisive(List.of(at("read-1", NOON.plusSeconds(1)), first)),
        is(Optional.of(first)));
    assertThat(FailureNotes.decisive(List.of()), is(Optional.empty()));
  }

  @Property
  void whoeverListsTheNotesComesToTheSame(
      @ForAll @Size(max = 12) List<@IntRange(max = 9) Integer> failures, @ForAll Random chance) {
    List<FailureNote> notes =
        new ArrayList<>(
            failures.stream().map(f -> at("read-" + f % 3, NOON.plusSeconds(f / 3))).toList());
    Optional<FailureNote> why = FailureNotes.decisive(notes);
    Collections.shuffle(notes, chance);
    assertThat(FailureNotes.decisive(notes), is(why));
    assertThat(why.isPresent(), is(!failures.isEmpty()));
  }

  private static FailureNote at(String step, Instant at) {
    return new FailureNote(step, FailureKind.OTHER, 1, "m", "m", at);
  }
}
