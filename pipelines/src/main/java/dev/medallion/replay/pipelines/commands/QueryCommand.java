package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.QueryOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.pipelines.text.query.QueryPrinter;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.address.Warehouses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay query}: SQL on the embedded warehouse, with nothing to install. */
public final class QueryCommand implements Command {
  @Override
  public String name() {
    return "query";
  }

  @Override
  public String summary() {
    return "run SQL on the embedded warehouse";
  }

  @Override
  public String about() {
    return "Opens the warehouse's DuckDB file read-only, runs one statement and prints its rows."
        + " The statement cannot read or write anything outside the file.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "query \"SELECT * FROM gold.fct_payments LIMIT 5\"",
        "query \"SHOW ALL TABLES\" --model=payments",
        "query --sql=\"SELECT * FROM ops.replay_runs\" --format=csv --limit=0");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return QueryOptions.class;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    QueryOptions options =
        OptionsParser.of(QueryOptions.class).positional("sql").parse(args, problems);
    Format format = OutputChecks.formatOfRows(options, problems);
    WarehouseAddress address = WarehouseLocator.warehouse(options, problems);
    Optional<Path> file = address.file();
    if (options.getLimit() < 0) {
      problems.add(Text.format("--limit=%d: 0 prints all rows", options.getLimit()));
    }
    if (problems.found().isEmpty() && file.isPresent() && !Files.isRegularFile(file.get())) {
      problems.add(
          Text.format(
              "the warehouse %s does not exist: give another --warehouse, or create one with demo"
                  + " or run",
              file.get()));
    }
    problems.throwIfAny();
    int limit = options.getLimit() == 0 ? Integer.MAX_VALUE : options.getLimit();
    QueryResult result = Warehouses.query(address, options.getSql(), limit);
    QueryPrinter.of(format, console.out()).print(result);
    return 0;
  }
}
