package dev.medallion.replay.pipelines.commands;

import dev.medallion.replay.pipelines.text.Console;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** One command of the launcher. */
public interface Command {
  String name();

  /** One line of {@code replay --help}. */
  String summary();

  /** What it does, for its own help: a short paragraph. */
  String about();

  /** Command lines that work, without {@code ./replay}. */
  List<String> examples();

  /** Its options. */
  Class<? extends PipelineOptions> options();

  /** Whether it takes Beam's and the runner's options, too. */
  default boolean startsPipeline() {
    return false;
  }

  /**
   * Does it.
   *
   * @return the process's exit code
   * @throws dev.medallion.replay.options.message.UsageException for what is wrong with the
   *     arguments
   */
  int run(List<String> args, Console console) throws Exception;
}
