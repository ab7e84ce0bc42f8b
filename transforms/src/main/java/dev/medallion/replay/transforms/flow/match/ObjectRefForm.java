package dev.medallion.replay.transforms.flow.match;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serial;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * An {@link ObjectRef} as it is serialized. There is one an object, which may hold a single event:
 * as a record, with its map and its date, it takes fifty times as long. What is the same for all
 * objects of a source is there once, and not for each of them.
 */
final class ObjectRefForm implements Externalizable {
  private static final long serialVersionUID = 1L;

  private ObjectRef object;

  /** For what reads it back. */
  public ObjectRefForm() {}

  ObjectRefForm(ObjectRef object) {
    this.object = object;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    out.writeUTF(object.source());
    out.writeUTF(object.uri());
    out.writeUTF(object.path());
    out.writeUTF(object.generation());
    out.writeLong(object.bytes());
    out.writeLong(object.arrivalDate().toEpochDay());
    out.writeInt(object.columns().size());
    for (Map.Entry<String, String> column : object.columns().entrySet()) {
      out.writeUTF(column.getKey());
      out.writeUTF(column.getValue());
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    object = read(in);
  }

  static ObjectRef read(ObjectInput in) throws IOException {
    String source = in.readUTF().intern();
    String uri = in.readUTF();
    String path = in.readUTF();
    String generation = in.readUTF();
    long bytes = in.readLong();
    LocalDate arrivalDate = LocalDate.ofEpochDay(in.readLong());
    int count = in.readInt();
    Map<String, String> columns = new HashMap<>();
    for (int i = 0; i < count; i++) {
      String name = in.readUTF().intern();
      columns.put(name, in.readUTF());
    }
    return new ObjectRef(source, uri, path, generation, bytes, arrivalDate, Map.copyOf(columns));
  }

  @Serial
  private Object readResolve() {
    return object;
  }
}
