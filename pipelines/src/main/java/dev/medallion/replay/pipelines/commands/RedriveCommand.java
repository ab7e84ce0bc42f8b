package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.RedriveOptions;
import dev.medallion.replay.options.ReplayOptions;
import dev.medallion.replay.options.message.Problems;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionsParser;
import dev.medallion.replay.options.settings.Format;
import dev.medallion.replay.options.settings.OutputChecks;
import dev.medallion.replay.options.settings.ProgressStyle;
import dev.medallion.replay.options.settings.PublishSettings;
import dev.medallion.replay.options.settings.RunSettings;
import dev.medallion.replay.options.settings.RunSettingsReader;
import dev.medallion.replay.pipelines.launch.Addresses;
import dev.medallion.replay.pipelines.launch.Redriven;
import dev.medallion.replay.pipelines.launch.ReplayRequest;
import dev.medallion.replay.pipelines.launch.ReplayResult;
import dev.medallion.replay.pipelines.launch.Replayer;
import dev.medallion.replay.pipelines.launch.RunnerCheck;
import dev.medallion.replay.pipelines.text.Console;
import dev.medallion.replay.pipelines.text.ShellWord;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.repair.redrive.RedriveText;
import dev.medallion.replay.transforms.run.Mode;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.RecordsInfo;
import dev.medallion.replay.transforms.run.receipt.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;

/** {@code replay redrive}: reads bad records again, unchanged or with edited bytes. */
public final class RedriveCommand implements Command {
  private final Replayer replayer;

  public RedriveCommand(Replayer replayer) {
    this.replayer = replayer;
  }

  @Override
  public String name() {
    return "redrive";
  }

  @Override
  public String summary() {
    return "replay dead letters, unchanged or with edited bytes";
  }

  @Override
  public String about() {
    return "Decodes the dead letters with the current model to find their business days, then"
        + " replays those days as run does, with --expand=affected. Each record is read"
        + " again from its own place, so it counts once, and later runs keep the repair."
        + " Without --corrections the records are unchanged: use that after you corrected"
        + " the model or repaired an unreadable object. A record that fails again gets a"
        + " higher _attempt. The exit codes are those of run, and 3 if no record was"
        + " repaired.";
  }

  @Override
  public List<String> examples() {
    return List.of(
        "redrive --run=20260203T101500-9f3c2a --model=payments --input=/data/lake --dry-run",
        "redrive --from=2026-02-01 --to=2026-02-07 --code=NOT_ALLOWED --model=payments"
            + " --input=/data/lake",
        "redrive --run=20260203T101500-9f3c2a --model=payments --input=/data/lake"
            + " --export=letters.jsonl",
        "redrive --run=20260203T101500-9f3c2a --model=payments --input=/data/lake"
            + " --corrections=letters.jsonl --reason=truncated",
        "redrive --withdraw=bronze/part-00000.jsonl#7 --model=payments --input=/data/lake");
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return RedriveOptions.class;
  }

  @Override
  public boolean startsPipeline() {
    return true;
  }

  @Override
  public int run(List<String> args, Console console) throws Exception {
    Problems problems = new Problems();
    RedriveOptions options = OptionsParser.ofPipeline(RedriveOptions.class).parse(args, problems);
    RedriveRequest choice = RedriveRequest.of(options, problems);
    ProgressStyle style = OutputChecks.progress(options, problems);
    PublishSettings publishing = PublishSettings.read(options, problems);
    Format format = OutputChecks.formatOfReceipt(options, problems);
    ReplayOptions replay = options.as(ReplayOptions.class);
    replay.setExpand("affected");
    Addresses.check(replay, problems);
    RunSettings settings = RunSettingsReader.read(replay, problems);
    RunnerCheck.require(options, console);
    Redrive redrive = Redrive.of(choice, settings);
    if (choice.export().isPresent()) {
      return export(redrive, choice.export().get(), format, console);
    }
    redrive.prepare();
    if (redrive.plan().isEmpty()) {
      console
          .out()
          .print(
              format == Format.JSON
                  ? RedriveText.json(redrive.plan())
                  : "Nothing to redrive: " + choice + " has no such dead letter.\n");
      return 0;
    }
    if (choice.dryRun() || format == Format.TABLE) {
      console
          .out()
          .print(
              format == Format.JSON
                  ? RedriveText.json(redrive.plan())
                  : RedriveText.table(redrive.plan()));
    }
    if (choice.dryRun()) {
      return 0;
    }
    redrive.keepCorrections();
    ReplayRequest request =
        new ReplayRequest(
            Mode.RUN,
            name(),
            redrive.settings(),
            publishing,
            options,
            Optional.of(
                new Redriven(redrive.plan().days(), Attempts.next(redrive.plan().letters()))));
    ReplayResult result = ReplayCommand.replay(replayer, request, style, console);
    if (format == Format.TABLE) {
      console.out().println();
    }
    ReceiptPrinter.print(result, format, console);
    return exitCode(result, console);
  }

  private static int exitCode(ReplayResult result, Console console) {
    RecordsInfo.Repairs repairs = result.manifest().records().repairs();
    if (result.exitCode() == 0 && repairs.redriven() > 0 && repairs.repaired() <= 0) {
      console
          .err()
          .println(
              "replay: no dead letter was repaired; correct the model, or edit the records: redrive"
                  + " --export, then redrive --corrections");
      return Verdict.BLOCKED.exitCode();
    }
    return result.exitCode();
  }

  private static int export(Redrive redrive, Path file, Format format, Console console)
      throws IOException {
    long written = redrive.export(file);
    long whole = redrive.letters().size() - written;
    if (format == Format.JSON) {
      console
          .out()
          .print(
              ManifestJson.text(
                  Map.of(
                      "file", file.toString(), "exported", written, "unreadableObjects", whole)));
      return 0;
    }
    console.out().println(Text.format("Wrote %,d dead letters to %s.", written, file));
    if (whole > 0) {
      console
          .out()
          .println(
              Text.format(
                  "%,d more are unreadable objects: repair the objects, then redrive.", whole));
    }
    console
        .out()
        .println(
            "Edit raw, delete the lines that you do not edit, then run: redrive --corrections="
                + ShellWord.quote(file.toString()));
    return 0;
  }

  /** Ends with what is wrong with an edited file. */
  static UsageException wrong(Path file, List<String> problems) {
    return new UsageException(
        problems.stream().map(p -> "--corrections=" + file + ": " + p).toList());
  }
}
