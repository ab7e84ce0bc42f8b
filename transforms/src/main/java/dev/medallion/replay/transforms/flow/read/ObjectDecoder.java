package dev.medallion.replay.transforms.flow.read;

import dev.medallion.replay.transforms.flow.block.BlockBuffers;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.flow.decode.Outcome.Dead;
import dev.medallion.replay.transforms.flow.decode.Outcome.Decoded;
import dev.medallion.replay.transforms.flow.decode.Outcome.Rejected;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ObjectOutcome;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.model.Entity;
import dev.medallion.replay.transforms.model.FieldType;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads one object to its end: each of its records becomes an event in a block, a count of what
 * rejected it, or a dead letter. A dead letter holds the bytes of the object, also where a
 * correction stood for them.
 *
 * <p>Not thread-safe.
 */
public final class ObjectDecoder {
  private final RecordReader reader;
  private final CorrectableRecords records;
  private final BlockBuffers blocks;
  private final Consumer<DeadLetter> deadLetters;
  private final EntityRoutes routes;

  public ObjectDecoder(
      EntityRoutes routes,
      RecordReader reader,
      CorrectableRecords records,
      BlockBuffers blocks,
      Consumer<DeadLetter> deadLetters) {
    this.routes = routes;
    this.reader = reader;
    this.records = records;
    this.blocks = blocks;
    this.deadLetters = deadLetters;
  }

  /** What reading the object came to. */
  public ObjectOutcome decode(ObjectRef object) {
    Tally tally = new Tally();
    try {
      long count =
          records.decodeAll(
              object,
              reader,
              (outcome, own, position) -> {
                tally.bytes += own.size();
                if (outcome instanceof Decoded event) {
                  blocks.add(event, object, position);
                  tally.newest(event);
                } else if (outcome instanceof Rejected rejected) {
                  tally.rejected.merge(rejected.rule(), 1L, Long::sum);
                } else if (outcome instanceof Dead dead) {
                  tally.dead++;
                  tally.deadBytes += own.size();
                  tally.deadEvents += own.events();
                  deadLetters.accept(dead.toDeadLetter(object, position, own.bytes()));
                }
              });
      return new ObjectOutcome(
          object,
          false,
          count,
          tally.rejected,
          tally.dead,
          new ObjectOutcome.Weight(tally.bytes, tally.deadBytes, tally.deadEvents),
          tally.newestMicros);
    } catch (ObjectReadFailure e) {
      deadLetters.accept(e.toDeadLetter(routes.entityName(object.columns())));
      return ObjectOutcome.unreadable(object);
    }
  }

  /** Counts of one object. */
  private static final class Tally {
    private final Map<String, Long> rejected = new TreeMap<>();
    private long dead;
    private long bytes;
    private long deadBytes;
    private long deadEvents;
    private long newestMicros = Long.MIN_VALUE;
    private String entity = "";
    private int newestField = -1;

    void newest(Decoded event) {
      if (!event.entity().name().equals(entity)) {
        entity = event.entity().name();
        newestField = timeField(event.entity());
      }
      if (newestField >= 0 && event.values()[newestField] instanceof Long micros) {
        newestMicros = Math.max(newestMicros, micros);
      }
    }

    /** Where the first {@code latest_by} stands, if it is a time. */
    private static int timeField(Entity entity) {
      // A part has none: which version is the latest does not depend on it.
      int slot = entity.latestBy().isEmpty() ? -1 : entity.slot(entity.latestBy().get(0).column());
      boolean isTime =
          slot >= 0 && entity.fields().get(slot).type().kind() == FieldType.Kind.TIMESTAMP;
      return isTime ? slot : -1;
    }
  }
}
