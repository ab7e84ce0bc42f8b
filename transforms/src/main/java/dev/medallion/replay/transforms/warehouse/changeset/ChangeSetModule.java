package dev.medallion.replay.transforms.warehouse.changeset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/**
 * Change sets within other JSON: as the text that {@link ChangeSetJson} writes, so that one that
 * was altered since does not pass for itself.
 */
public final class ChangeSetModule extends SimpleModule {
  private static final long serialVersionUID = 1L;

  public ChangeSetModule() {
    super("change sets");
    addSerializer(new Writer());
    addDeserializer(ChangeSet.class, new Reader());
  }

  private static final class Writer extends StdSerializer<ChangeSet> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(ChangeSet.class);
    }

    @Override
    public void serialize(ChangeSet changes, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(ChangeSetJson.write(changes));
    }
  }

  private static final class Reader extends StdDeserializer<ChangeSet> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(ChangeSet.class);
    }

    @Override
    public ChangeSet deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      try {
        return ChangeSetJson.read(json.getText());
      } catch (IllegalArgumentException e) {
        throw new JsonMappingException(json, e.getMessage(), e);
      }
    }
  }
}
