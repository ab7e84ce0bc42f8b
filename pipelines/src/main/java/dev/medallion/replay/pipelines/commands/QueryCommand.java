package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.QueryOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.ByteSize;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.WarehouseAddress;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.pipelines.text.query.QueryPrinter;
import dev.medallion.replay.transforms.warehouse.QueryResult;
import dev.medallion.replay.transforms.warehouse.ScanLimit;
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
    return "run SQL on the warehouse";
  }

  @Override
  public String about() {
    return "Runs one statement that only reads, and prints its rows. An embedded warehouse's DuckDB"
        + " file is opened read-only, and the statement cannot read or write anything outside it."
        + " On BigQuery a dry run comes first, and whatever is no SELECT is not run.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "query \"SELECT * FROM gold.fct_payments LIMIT 5\"",
        "query \"SHOW ALL TABLES\" --model=payments",
        "query --sql=\"SELECT * FROM ops.replay_runs\" --format=csv --limit=0",
        "query \"SELECT * FROM lake_ops.runs\" --warehouse=bigquery:my-project.lake --max-bytes=1GB");
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
    ScanLimit scan = scan(options, address, problems, console);
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
    QueryResult result = Warehouses.query(address, options.getSql(), limit, scan);
    QueryPrinter.of(format, console.out()).print(result);
    return 0;
  }

  private static ScanLimit scan(
      QueryOptions options, WarehouseAddress address, Problems problems, Console console) {
    String given = options.getMaxBytes();
    if (given == null) {
      return ScanLimit.NONE;
    }
    // Where the address is wrong, that is the problem.
    if (problems.found().isEmpty() && address.file().isPresent()) {
      problems.add(
          Text.format(
              "--max-bytes=%s: only BigQuery charges for what a query reads; leave it out", given));
      return ScanLimit.NONE;
    }
    try {
      long most = ByteSize.parse(given);
      return new ScanLimit(
          most,
          bytes ->
              console
                  .err()
                  .println(
                      Text.format(
                          "The query reads %s; --max-bytes allows %s.",
                          ByteSize.text(bytes), ByteSize.text(most))));
    } catch (IllegalArgumentException e) {
      problems.add(Text.format("--max-bytes: %s", e.getMessage()));
      return ScanLimit.NONE;
    }
  }
}
