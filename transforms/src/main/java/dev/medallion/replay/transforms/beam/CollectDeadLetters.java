package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.deadletter.Attempts;
import dev.medallion.replay.transforms.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Brings all dead letters of the run together in one file on staging.
 *
 * <p>Input: files of them. Output: one report, always.
 */
public final class CollectDeadLetters
    extends PTransform<PCollection<String>, PCollection<DeadLetterReport>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private CollectDeadLetters(RunSpec run) {
    this.run = run;
  }

  public static CollectDeadLetters of(RunSpec run) {
    return new CollectDeadLetters(run);
  }

  @Override
  public PCollection<DeadLetterReport> expand(PCollection<String> files) {
    PCollection<DeadLetterReport> report =
        files
            .apply("All dead letters", Together.of(String.class))
            .apply("Write dead letters", ParDo.of(new WriteFn(run)));
    return Elements.coded(report, DeadLetterReport.class);
  }

  private static final class WriteFn
      extends RunDoFn<KV<String, Iterable<String>>, DeadLetterReport> {
    private static final long serialVersionUID = 1L;

    WriteFn(RunSpec run) {
      super(run);
    }

    @ProcessElement
    public void write(
        @Element KV<String, Iterable<String>> files, OutputReceiver<DeadLetterReport> out)
        throws IOException, SQLException {
      Path file =
          Files.createDirectories(Path.of(run().staging()))
              .resolve("dead_letters-" + Nondeterminism.newToken() + ".parquet");
      var counts = DeadLetterFile.merge(file, Together.list(files));
      out.output(new DeadLetterReport(file.toString(), counts, redriven(file)));
    }

    /** How many of the records that the run redrives are among them. */
    private long redriven(Path file) throws SQLException {
      Attempts redriven = run().redriven();
      return redriven.isEmpty()
          ? 0
          : DeadLetterFile.read(file).stream().filter(l -> redriven.of(l).isPresent()).count();
    }
  }
}
