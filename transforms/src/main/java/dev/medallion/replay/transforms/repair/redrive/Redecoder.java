package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.decode.VersionDays;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.read.CorrectableRecords;
import dev.medallion.replay.transforms.flow.read.RecordFormats;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decodes records with the current model, as its next run would. */
final class Redecoder {
  private final Model model;
  private final SignatureSecrets secrets;
  private final Corrections inForce;
  private final VersionDays days;
  private final Map<String, CorrectableRecords> sources = new HashMap<>();

  Redecoder(Model model, SignatureSecrets secrets, Corrections inForce) {
    this.model = model;
    this.secrets = secrets;
    this.inForce = inForce;
    this.days = new VersionDays(model);
  }

  /** Whether the model still has the source. */
  boolean knows(String source) {
    return model.sources().containsKey(source);
  }

  Outcome decode(DeadLetter letter) {
    return records(letter.source()).decode(letter, object(letter));
  }

  Outcome decode(Correction correction) {
    return records(correction.place().source()).decode(correction);
  }

  CorrectableRecords records(String source) {
    return sources.computeIfAbsent(source, s -> records(model.sources().get(s)));
  }

  private CorrectableRecords records(Source source) {
    return new CorrectableRecords(
        RecordFormats.ofRecordsAlone(model, source),
        new RecordDecoder(model, source, secrets),
        inForce);
  }

  /** The business day that a decoded record lies on; none for one that no window cuts. */
  Optional<LocalDate> day(Outcome outcome) {
    return outcome instanceof Decoded event ? days.of(event) : Optional.empty();
  }

  /** The object that a dead letter's record stands in, as far as decoding needs it. */
  private static ObjectRef object(DeadLetter letter) {
    return new ObjectRef(
        letter.source(),
        letter.object(),
        letter.object(),
        letter.generation(),
        letter.raw().length,
        letter.arrivalDate(),
        letter.columns());
  }
}
