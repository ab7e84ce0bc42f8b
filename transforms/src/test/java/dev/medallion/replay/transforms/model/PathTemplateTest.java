package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathTemplateTest {
  private static final PathTemplate TEMPLATE =
      PathTemplate.parse(
          "a.b/entity={entity}/dt={arrival_date:yyyy-MM-dd}/run={run_id}/part-{part~[0-9]{2,}}.jsonl");

  @Test
  void aPathGivesItsNamedPartsInOrder() {
    Map<String, String> values =
        TEMPLATE.match("a.b/entity=charges/dt=2026-02-03/run=r 1/part-007.jsonl").orElseThrow();

    assertThat(
        values,
        is(
            Map.of(
                "entity",
                "charges",
                "arrival_date",
                "2026-02-03",
                "run_id",
                "r 1",
                "part",
                "007")));
    assertThat(values.keySet(), contains("entity", "arrival_date", "run_id", "part"));
    assertThat(TEMPLATE.columns(), contains("entity", "arrival_date", "run_id", "part"));
    assertThat(TEMPLATE.isDate("arrival_date"), is(true));
    assertThat(TEMPLATE.isDate("part"), is(false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b/entity=charges/dt=2026-02-30/run=r/part-007.jsonl",
        "a.b/entity=charges/dt=2026-2-3/run=r/part-007.jsonl",
        "a.b/entity=/dt=2026-02-03/run=r/part-007.jsonl",
        "aXb/entity=charges/dt=2026-02-03/run=r/part-007.jsonl",
        "a.b/entity=charges/dt=2026-02-03/run=r/part-7.jsonl",
        "a.b/entity=charges/dt=2026-02-03/run=r/x/part-007.jsonl",
        "a.b/entity=charges/dt=2026-02-03/run=r/part-007.jsonl/",
        "/a.b/entity=charges/dt=2026-02-03/run=r/part-007.jsonl",
        "a.b/entity=charges/dt=2026-02-03/run=r/part-007.jsonl.tmp",
      })
  void anotherPathIsNotMatched(String path) {
    assertThat(TEMPLATE.match(path), is(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "it's",
        "two words",
        "100%",
        "50%25",
        "#1",
        "😀",
        "a\nb",
        "{x}",
        "\"q\"",
        "\\E",
        "*?["
      })
  void oddNamesAreTakenAsTheyAre(String name) {
    assertThat(
        TEMPLATE
            .match("a.b/entity=" + name + "/dt=2026-02-03/run=" + name + "/part-01.jsonl")
            .map(v -> v.get("entity") + v.get("run_id")),
        is(Optional.of(name + name)));
  }

  @Test
  void oddNamesMayStandInTheTemplateToo() {
    PathTemplate odd = PathTemplate.parse("it's 100% #1 😀/\\E{arrival_date:yyyyMMdd'T'}.json");

    assertThat(
        odd.match("it's 100% #1 😀/\\E20260203T.json"),
        is(Optional.of(Map.of("arrival_date", "2026-02-03"))));
  }

  @Test
  void thePrefixEndsWhereSomethingIsNotKnown() {
    assertThat(TEMPLATE.prefix(Map.of()), is("a.b/entity="));
    assertThat(
        TEMPLATE.prefix(Map.of("entity", "charges", "arrival_date", "2026-02-03")),
        is("a.b/entity=charges/dt=2026-02-03/run="));
  }

  @Test
  void aSegmentIsResolvedWhereAllOfItIsKnown() {
    PathTemplate.Segment date = TEMPLATE.segments().get(2);

    assertThat(
        date.resolve(Map.of("arrival_date", "2026-02-03")), is(Optional.of("dt=2026-02-03")));
    assertThat(date.resolve(Map.of()), is(Optional.empty()));
    assertThat(date.match("dt=2026-02-03"), is(Optional.of(Map.of("arrival_date", "2026-02-03"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/{x",
        "a/x}",
        "a//b",
        "/a",
        "a/",
        "a/../b",
        "{X}",
        "{x:MM-dd}",
        "{x:yyyy-MM}",
        "{x~(}",
        "{x~(a)}",
        "{x}/{x}",
        "{arrival_date}",
        "{arrival_date~[0-9]+}",
        "{x:yyyy-MM-dd HH}",
        ""
      })
  void aBadTemplateIsRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse(text));
  }

  @Test
  void aBadTemplateSaysWhere() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PathTemplate.parse("ab/{x"));

    assertThat(e.getMessage(), containsString("position 4"));
  }
}
