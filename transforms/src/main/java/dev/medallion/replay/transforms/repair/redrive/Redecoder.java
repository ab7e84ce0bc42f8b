package dev.medallion.replay.transforms.repair.redrive;

import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.RecordDecoder;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.flow.decode.VersionDays;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Model;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decodes single records with the current model. */
final class Redecoder {
  private final Model model;
  private final SignatureSecrets secrets;
  private final VersionDays days;
  private final Map<String, RecordDecoder> decoders = new HashMap<>();

  Redecoder(Model model, SignatureSecrets secrets) {
    this.model = model;
    this.secrets = secrets;
    this.days = new VersionDays(model);
  }

  /** Whether the model still has the source. */
  boolean knows(String source) {
    return model.sources().containsKey(source);
  }

  Outcome decode(byte[] bytes, ObjectRef object) {
    return decoder(object.source()).decode(bytes, 0, bytes.length, object);
  }

  Outcome decodeCorrected(byte[] bytes, ObjectRef object) {
    return decoder(object.source()).decodeCorrected(bytes, object);
  }

  RecordDecoder decoder(String source) {
    return decoders.computeIfAbsent(
        source, s -> new RecordDecoder(model, model.sources().get(s), secrets));
  }

  /** The business day that a decoded record lies on; none for one that no window cuts. */
  Optional<LocalDate> day(Outcome outcome) {
    return outcome instanceof Decoded event ? days.of(event) : Optional.empty();
  }

  /** The object that a dead letter's record stands in, as far as decoding needs it. */
  static ObjectRef object(DeadLetter letter) {
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
