package dev.medallion.replay.transforms.beam;

import dev.medallion.replay.options.Nondeterminism;
import dev.medallion.replay.transforms.deadletter.DeadLetter;
import dev.medallion.replay.transforms.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Writes all dead letters of the run into one file on staging. Output: one report, always. */
public final class CollectDeadLetters
    extends PTransform<PCollection<DeadLetter>, PCollection<DeadLetterReport>> {
  private static final long serialVersionUID = 1L;

  private final RunSpec run;

  private CollectDeadLetters(RunSpec run) {
    this.run = run;
  }

  public static CollectDeadLetters of(RunSpec run) {
    return new CollectDeadLetters(run);
  }

  @Override
  public PCollection<DeadLetterReport> expand(PCollection<DeadLetter> letters) {
    PCollectionView<Iterable<DeadLetter>> all =
        letters.apply("All dead letters", View.asIterable());
    PCollection<DeadLetterReport> report =
        letters
            .getPipeline()
            .apply("Seed the dead letters", Create.of("dead letters"))
            .apply("Write dead letters", ParDo.of(new WriteFn(run, all)).withSideInputs(all));
    return Elements.coded(report, DeadLetterReport.class);
  }

  private static final class WriteFn extends RunDoFn<String, DeadLetterReport> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Iterable<DeadLetter>> all;

    WriteFn(RunSpec run, PCollectionView<Iterable<DeadLetter>> all) {
      super(run);
      this.all = all;
    }

    @ProcessElement
    public void write(ProcessContext context) throws IOException, SQLException {
      List<DeadLetter> letters = Elements.list(context.sideInput(all));
      Path file =
          Files.createDirectories(Path.of(run().staging()))
              .resolve("dead_letters-" + Nondeterminism.newToken() + ".parquet");
      DeadLetterFile.write(file, letters, run().runId(), model().digest());
      TreeMap<DeadLetterReport.Kind, Long> counts = new TreeMap<>();
      for (DeadLetter letter : letters) {
        counts.merge(
            new DeadLetterReport.Kind(
                letter.source(),
                letter.entity(),
                letter.arrivalDate().toString(),
                letter.code().name()),
            1L,
            Long::sum);
      }
      context.output(new DeadLetterReport(file.toString(), counts));
    }
  }
}
