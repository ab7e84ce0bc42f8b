package dev.medallion.replay.options.parse;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.options.DemoOptions;
import dev.medallion.replay.options.QueryOptions;
import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.ReportOptions;
import dev.medallion.replay.options.message.Problems;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;

class OptionsParserTest {
  private final Problems problems = new Problems();

  @Test
  void kebabCaseAndCamelCaseAndBothFormsOfAValueMeanTheSame() {
    for (List<String> args :
        List.of(
            List.of("--window-clock=arrival"),
            List.of("--windowClock=arrival"),
            List.of("--window-clock", "arrival"),
            List.of("--windowClock", "arrival"))) {
      assertThat(parse(args).getWindowClock(), is("arrival"));
    }
  }

  @Test
  void aValueMayHoldCommasAndEqualsSigns() {
    assertThat(
        parse(List.of("--input=a,b", "--input=bronze=/x=y")).getInput(),
        contains("a,b", "bronze=/x=y"));
  }

  @Test
  void aMisspeltOptionIsToldTheNearestOne() {
    parse(List.of("--form=2026-02-01", "--windw-clock=arrival", "--zzzzzzzz"));
    assertThat(
        unknown(),
        contains(
            "unknown option --form; did you mean --from?",
            "unknown option --windw-clock; did you mean --window-clock?",
            "unknown option --zzzzzzzz: --help lists the options"));
  }

  @Test
  void beamsOwnOptionsAreTakenByACommandThatStartsAPipelineOnly() {
    PipelineOptions options = parse(List.of("--jobName", "february"));
    assertThat(options.getJobName(), is("february"));
    assertThat(unknown(), is(empty()));

    OptionsParser.of(ReportOptions.class).parse(List.of("--jobName=february"), problems);
    assertThat(unknown(), contains("unknown option --jobName: --help lists the options"));
  }

  @Test
  void aWordAloneIsAnOptionsValueOnlyWhereTheCommandSaysSo() {
    QueryOptions query =
        OptionsParser.of(QueryOptions.class).positional("sql").parse(List.of("SELECT 1"), problems);
    assertThat(query.getSql(), is("SELECT 1"));
    assertThat(problems.found(), is(empty()));

    OptionsParser.of(DemoOptions.class).parse(List.of("SELECT 1"), problems);
    assertThat(problems.found(), contains("\"SELECT 1\" is not an option: options begin with --"));
  }

  @Test
  void whatIsGivenTwiceOrEmptyOrWithoutAValueIsAProblem() {
    parse(List.of("--from=2026-02-01", "--from=2026-02-02", "--to=", "--shards=x", "--state"));
    assertThat(
        problems.found(),
        containsInAnyOrder(
            equalTo("--state needs a value: --state=<folder>"),
            equalTo("--input is missing: --input=<root>"),
            equalTo("--model is missing: --model=<name or folder>"),
            equalTo("--from is given 2 times; give it once"),
            equalTo("--to is empty: --to=<day>"),
            equalTo("--shards=x is not a whole number")));
  }

  @Test
  void everyGetterOfAnOptionsInterfaceIsDescribedAndGrouped() {
    for (Class<? extends PipelineOptions> type :
        List.of(ReplayOptions.class, DemoOptions.class, QueryOptions.class, ReportOptions.class)) {
      List<String> described =
          OptionSpecs.of(type).stream().map(s -> s.getter().getName()).sorted().toList();
      List<String> getters =
          java.util.Arrays.stream(type.getMethods())
              .filter(m -> m.getName().startsWith("get") && m.getParameterCount() == 0)
              .filter(m -> m.getDeclaringClass().getName().startsWith("dev.medallion"))
              .map(java.lang.reflect.Method::getName)
              .sorted()
              .toList();
      assertThat(described, is(getters));
    }
  }

  private ReplayOptions parse(List<String> args) {
    return OptionsParser.ofPipeline(ReplayOptions.class).parse(args, problems);
  }

  private List<String> unknown() {
    return problems.found().stream().filter(p -> p.contains("unknown")).toList();
  }
}
