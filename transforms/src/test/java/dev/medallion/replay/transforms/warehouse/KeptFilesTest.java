package dev.medallion.replay.transforms.warehouse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
  @TempDir Path directory;

  @Test
  void aFileIsKeptUnderItsDigest() throws IOException {
    StagedFile kept = kept().keep(staged("abc"));
    assertThat(
        directory.relativize(Path.of(kept.uri())).toString(),
        is(
            "state/files/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.parquet"));
    assertThat(Files.readString(Path.of(kept.uri())), is("abc"));
  }

  @Test
  void keepingAFileTwiceKeepsItOnceAndLeavesNoParts() throws IOException {
    StagedFile file = staged("abc");
    assertThat(kept().keep(file), is(kept().keep(file)));
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      assertThat(files.filter(Files::isRegularFile).toList(), hasSize(1));
    }
  }

  @Test
  void manyFilesAreKeptAtATime() throws IOException {
    List<StagedFile> files = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      files.add(staged("content " + i % 20));
    }
    Map<StagedFile, StagedFile> kept = kept().keepAll(files);
    for (StagedFile file : files) {
      assertThat(kept.get(file), is(kept().keep(file)));
    }
    try (Stream<Path> there = Files.walk(directory.resolve("state"))) {
      assertThat(there.filter(Files::isRegularFile).toList(), hasSize(20));
    }
  }

  @Test
  void oneOfManyThatWasAlteredIsRefused() throws IOException {
    StagedFile good = staged("abc");
    StagedFile file = staged("def");
    Files.writeString(Path.of(file.uri()), "deg");
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> kept().keepAll(List.of(good, file)));
    assertThat(e.getMessage(), containsString("was altered"));
  }

  @Test
  void aFileThatWasAlteredIsRefusedAndNotKept() throws IOException {
    StagedFile file = staged("abc");
    Files.writeString(Path.of(file.uri()), "abd");
    WarehouseException e = assertThrows(WarehouseException.class, () -> kept().keep(file));
    assertThat(e.getMessage(), containsString("was altered"));
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      assertThat(files.filter(Files::isRegularFile).toList(), is(empty()));
    }
  }

  @Test
  void aKeptFileThatWasDamagedIsReplaced() throws IOException {
    StagedFile file = staged("abc");
    Path kept = Path.of(kept().keep(file).uri());
    Files.writeString(kept, "damaged");
    kept().keep(file);
    assertThat(Files.readString(kept), is("abc"));
  }

  @Test
  void whatHeadsNameIsFoundWhereverTheStateLies() throws IOException {
    StagedFile named = kept().relative(kept().keep(staged("abc")));
    Files.move(directory.resolve("state"), directory.resolve("moved"));
    StagedFile found = new KeptFiles(Address.of(directory.resolve("moved"))).resolve(named);
    assertThat(Files.readString(Path.of(found.uri())), is("abc"));
  }

  @Test
  void whatAKilledProcessHadBegunToKeepIsDeleted() throws IOException {
    Path kept = Path.of(kept().keep(staged("abc")).uri());
    Path half = kept.resolveSibling(".0a1b2c0a1b2c.draft");
    Files.writeString(half, "half a file");
    kept().retain(Set.of(Sha256.ofFile(kept)));
    assertThat(Files.exists(kept), is(true));
    assertThat(Files.exists(half), is(false));
  }

  private KeptFiles kept() {
    return new KeptFiles(Address.of(directory.resolve("state")));
  }

  private StagedFile staged(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("staged " + text), text);
    return new StagedFile(file.toString(), Sha256.ofFile(file), 1, 3);
  }
}
