package dev.medallion.replay.transforms.flow.match;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.util.HashMap;
import java.util.Map;

/**
 * An {@link ObjectOutcome} as it is serialized: there is one an object, and as records within
 * records it takes many times as long.
 */
final class ObjectOutcomeForm implements Externalizable {
  private static final long serialVersionUID = 1L;

  private ObjectOutcome outcome;

  /** For what reads it back. */
  public ObjectOutcomeForm() {}

  ObjectOutcomeForm(ObjectOutcome outcome) {
    this.outcome = outcome;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    new ObjectRefForm(outcome.object()).writeExternal(out);
    out.writeBoolean(outcome.unreadable());
    out.writeLong(outcome.records());
    out.writeInt(outcome.rejected().size());
    for (Map.Entry<String, Long> rule : outcome.rejected().entrySet()) {
      out.writeUTF(rule.getKey());
      out.writeLong(rule.getValue());
    }
    out.writeLong(outcome.dead());
    out.writeLong(outcome.weight().bytes());
    out.writeLong(outcome.weight().deadBytes());
    out.writeLong(outcome.weight().deadEvents());
    out.writeLong(outcome.newestMicros());
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    ObjectRef object = ObjectRefForm.read(in);
    boolean unreadable = in.readBoolean();
    long records = in.readLong();
    int rules = in.readInt();
    Map<String, Long> rejected = new HashMap<>();
    for (int i = 0; i < rules; i++) {
      String rule = in.readUTF().intern();
      rejected.put(rule, in.readLong());
    }
    outcome =
        new ObjectOutcome(
            object,
            unreadable,
            records,
            Map.copyOf(rejected),
            in.readLong(),
            new ObjectOutcome.Weight(in.readLong(), in.readLong(), in.readLong()),
            in.readLong());
  }

  @Serial
  private Object readResolve() {
    return outcome;
  }
}
