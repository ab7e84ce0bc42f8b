package dev.medallion.replay.transforms.warehouse.changeset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.engine.Column;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChangeSetsTest {
  @Test
  void olderPartitionsComeFirstAndSilverBeforeGold() {
    ChangeSet changes =
        ChangeSets.of(
            List.of(
                replacement("gold", "a_fct", "2026-02-02", "/x"),
                replacement("silver", "z", "2026-02-02", "/x"),
                replacement("silver", "b", "2026-02-02", "/x"),
                replacement("gold", "a_fct", "2026-02-01", "/x")),
            Map.of());
    assertThat(
        changes.replacements().stream().map(r -> r.result().partition().toString()).toList(),
        contains("a_fct/2026-02-01", "b/2026-02-02", "z/2026-02-02", "a_fct/2026-02-02"));
  }

  @Test
  void aPartitionThatIsReplacedIsNotAlsoARead() {
    ChangeSet changes =
        ChangeSets.of(
            List.of(replacement("silver", "a", "2026-02-02", "/x")),
            Map.of(new Partition("a", "2026-02-02"), 4, new Partition("a", "2026-02-03"), 0));
    assertThat(changes.reads(), is(Map.of(new Partition("a", "2026-02-03"), 0)));
  }

  @Test
  void aPartitionCannotBeReplacedTwice() {
    Replacement one = replacement("silver", "a", "2026-02-02", "/x");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> ChangeSets.of(List.of(one, one), Map.of()));
    assertThat(e.getMessage(), containsString("a/2026-02-02 appears twice"));
  }

  @Test
  void theDigestDependsOnContentAndNotOnWhereFilesLieOrOnOrder() {
    Replacement a = replacement("silver", "a", "2026-02-02", "/x");
    Replacement b = replacement("silver", "b", "2026-02-02", "/x");
    String digest = ChangeSets.of(List.of(a, b), Map.of()).digest();
    Replacement elsewhere = replacement("silver", "a", "2026-02-02", "/elsewhere");
    assertThat(ChangeSets.of(List.of(b, elsewhere), Map.of()).digest(), is(digest));
    assertThat(ChangeSets.of(List.of(a), Map.of()).digest(), is(not(digest)));
    assertThat(
        ChangeSets.of(List.of(a, b), Map.of(new Partition("c", "x"), 1)).digest(), is(not(digest)));
  }

  @Test
  void theDigestOfAChangeSetNeverChangesBetweenVersionsOfThisProgram() {
    assertThat(
        ChangeSets.of(
                List.of(replacement("silver", "a", "2026-02-02", "/x")),
                Map.of(new Partition("b", "2026-02-02"), 3))
            .digest(),
        is("bc556c31858cb172125dc4f922dcd50c7602a0dd412eb046171b97ad5a400a4a"));
  }

  @Test
  void aChangeSetReadsBackFromItsJsonAsItWas() {
    ChangeSet changes =
        ChangeSets.of(
            List.of(
                replacement("silver", "a\"b", "2026-02-02", "/x y"),
                replacement("gold", "g", "2026-02-02", "/x")),
            Map.of(new Partition("b", "2026-02-02"), 3));
    String json = ChangeSetJson.write(changes);
    assertThat(ChangeSetJson.read(json), is(changes));
    assertThat(ChangeSetJson.write(ChangeSetJson.read(json)), is(json));
  }

  @Test
  void anAlteredChangeSetIsRefused() {
    String json =
        ChangeSetJson.write(
            ChangeSets.of(List.of(replacement("silver", "a", "2026-02-02", "/x")), Map.of()));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> ChangeSetJson.read(json.replace("2026-02-02", "2026-02-03")));
    assertThat(e.getMessage(), containsString("was altered"));
  }

  static Replacement replacement(String schema, String table, String value, String uri) {
    return new Replacement(
        schema + "." + table,
        "day",
        Grain.DAY,
        new PartitionResult(
            new Partition(table, value),
            List.of(new Column("id", "VARCHAR"), new Column("day", "DATE")),
            List.of(new StagedFile(uri, "d1", 2, 30)),
            new Content(2, "c1", "f1"),
            new TreeMap<>(Map.of("in/2026-02-02", "c0"))),
        Completeness.openUntil(LocalDate.parse("2026-03-01")),
        1);
  }
}
