package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.block.BlockBuffers;
import dev.medallion.replay.transforms.flow.block.BlockFiles;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterFile;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.OpenedAhead;
import dev.medallion.replay.transforms.flow.match.ReadUnit;
import dev.medallion.replay.transforms.flow.match.StoredObjects;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.run.RunSpec;
import dev.medallion.replay.transforms.storage.Address;
import java.util.ArrayList;
import java.util.List;

/** Reads the objects of a unit, and leaves their events on staging, as blocks. */
public final class UnitReader {
  /** Of all blocks that a thread fills at once. */
  private static final long BUFFER_BUDGET_BYTES = 64L << 20;

  private final Model model;
  private final RunSpec run;

  public UnitReader(Model model, RunSpec run) {
    this.model = model;
    this.run = run;
  }

  /**
   * Reads a unit.
   *
   * @param name names the unit and the attempt at it: those of its files
   */
  public UnitRead read(ReadTask task, String name) {
    ReadUnit unit = task.unit();
    Source source = model.sources().get(unit.source());
    RecordDecoder decoder =
        new RecordDecoder(
            model, source, SignatureSecrets.load(run.signatureSecrets(), System.getenv()));
    CorrectableRecords records =
        new CorrectableRecords(
            RecordFormats.of(model, source, run.session("UTC")), decoder, run.corrections());
    List<DeadLetter> deadLetters = new ArrayList<>();
    List<ObjectOutcome> outcomes = new ArrayList<>();
    Address root = run.roots().get(source.name());
    try (OpenedAhead store =
            new OpenedAhead(
                StoredObjects.of(root),
                unit.objects(),
                OpenedAhead.atOnce(root, run.objectsAtOnce()));
        BlockFiles.Writer file = new BlockFiles(run.staging()).write(name);
        BlockBuffers blocks =
            new BlockBuffers(
                model,
                task.shards().byStream(),
                Math.toIntExact(run.blockBytes()),
                BUFFER_BUDGET_BYTES,
                file::add)) {
      ObjectDecoder objects =
          new ObjectDecoder(
              new EntityRoutes(model, source),
              new RecordReader(store),
              records,
              blocks,
              deadLetters::add);
      for (ObjectRef object : unit.objects()) {
        ObjectOutcome outcome = objects.decode(object);
        outcomes.add(outcome);
      }
      blocks.flush();
      return new UnitRead(
          file.refs(),
          outcomes,
          new ReadNotes(decoder.drainDrift(), decoder.drainSignatures(), records.corrected()),
          write(run.redriven().on(deadLetters), name));
    }
  }

  private String write(List<DeadLetter> letters, String name) {
    return letters.isEmpty()
        ? ""
        : DeadLetterFile.stage(run.staging(), name, letters, run.runId(), model.digest());
  }
}
