package dev.medallion.replay.pipelines.template;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import dev.medallion.replay.pipelines.commands.ApplyCommand;
import dev.medallion.replay.pipelines.commands.Command;
import dev.medallion.replay.pipelines.commands.PlanCommand;
import dev.medallion.replay.pipelines.commands.RedriveCommand;
import dev.medallion.replay.pipelines.commands.ResumeCommand;
import dev.medallion.replay.pipelines.commands.RollbackCommand;
import dev.medallion.replay.pipelines.commands.RunCommand;
import dev.medallion.replay.pipelines.launch.ReplayJob;
import java.util.List;

/** A command that has a template, and its parameters. */
record Template(Command command) {

  /** All of them. */
  static List<Template> all() {
    ReplayJob job = new ReplayJob();
    return List.of(
        new Template(new PlanCommand(job)),
        new Template(new RunCommand(job)),
        new Template(new ApplyCommand()),
        new Template(new ResumeCommand()),
        new Template(new RedriveCommand(job)),
        new Template(new RollbackCommand()));
  }

  /**
   * That of a command.
   *
   * @throws UsageException where there is none
   */
  static Template of(String command) {
    return all().stream()
        .filter(t -> t.name().equals(command))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    List.of(
                        "REPLAY_COMMAND is \"%s\": an image is made for one of %s"
                            .formatted(command, all().stream().map(Template::name).toList()))));
  }

  String name() {
    return command.name();
  }

  /** Its parameters: required ones first, otherwise in the order of help. */
  List<Parameter> parameters() {
    List<Parameter> all =
        OptionSpecs.of(command.options()).stream()
            .filter(spec -> spec.template().isPresent())
            .map(Parameter::of)
            .toList();
    return java.util.stream.Stream.concat(
            all.stream().filter(Parameter::required), all.stream().filter(p -> !p.required()))
        .toList();
  }

  /** Options that only serve a launcher whose folders and terminal the user sees. */
  List<OptionSpec> leftOut() {
    return OptionSpecs.of(command.options()).stream()
        .filter(spec -> spec.template().isEmpty())
        .toList();
  }
}
