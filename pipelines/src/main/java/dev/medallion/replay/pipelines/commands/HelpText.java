package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.options.parse.OptionSpec;
import dev.medallion.replay.options.parse.OptionSpecs;
import java.util.ArrayList;
import java.util.List;

/** Help, generated from the options themselves, so that it is complete and correct. */
public final class HelpText {
  private static final int WIDTH = 92;
  private static final String EXITS =
      "Exit codes: 0 good, 1 failed, 2 usage, 3 audit blocked, 4 lease held or head moved, 5 does"
          + " not balance.";

  private HelpText() {}

  /** Of all commands. */
  public static String overview(List<Command> commands) {
    StringBuilder text = new StringBuilder("Replays a bounded window of a medallion lake.\n\n");
    text.append("Usage: replay <command> [--option=value ...]\n\n");
    int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Command command : commands) {
      text.append(Text.format("  %s  %s\n", pad(command.name(), width), command.summary()));
    }
    text.append("\nreplay <command> --help lists the command's options.\n");
    return text.append(EXITS).append('\n').toString();
  }

  /** Of one command. */
  public static String of(Command command) {
    StringBuilder text = new StringBuilder();
    text.append("replay ").append(command.name()).append(": ").append(command.summary());
    text.append("\n\n");
    wrap(command.about(), WIDTH).forEach(line -> text.append(line).append('\n'));
    text.append("\nExamples:\n");
    command.examples().forEach(e -> text.append("  ./replay ").append(e).append('\n'));
    String group = "";
    for (OptionSpec spec : OptionSpecs.of(command.options())) {
      if (!spec.group().equals(group)) {
        group = spec.group();
        text.append('\n').append(group).append(":\n");
      }
      option(spec, text);
    }
    if (command.startsPipeline()) {
      text.append("\nRunner:\n");
      describe(
          "  --runner=<name>", "The Beam runner. Default: DirectRunner, in this process.", text);
      describe("  --<beam option>", "Any option of Beam or of the runner.", text);
    }
    text.append("\nYou can also write --optionName, and --option value.\n");
    return text.append(EXITS).append('\n').toString();
  }

  private static void option(OptionSpec spec, StringBuilder text) {
    String form = "  --" + spec.kebab() + (spec.isSwitch() ? "" : "=<" + spec.placeholder() + ">");
    String description =
        (spec.required() ? "Required. " : "")
            + spec.description()
            + spec.defaultValue().map(d -> " Default: " + d + ".").orElse("");
    describe(form, description, text);
  }

  private static void describe(String form, String description, StringBuilder text) {
    text.append(form).append('\n');
    wrap(description, WIDTH - 6).forEach(l -> text.append("      ").append(l).append('\n'));
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(width - text.length());
  }
}
