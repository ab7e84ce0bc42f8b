package dev.medallion.replay.transforms.storage.files;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.medallion.replay.options.settings.WarehouseAddress;

/** How this program writes its records as JSON, and reads them back. */
public final class RecordJson {
  private RecordJson() {}

  /**
   * A mapper to be: a record's components and nothing else, so what a method works out is not
   * stored; dates and times as text.
   */
  public static JsonMapper.Builder builder() {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(warehouseAddresses())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .visibility(PropertyAccessor.GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
        .visibility(PropertyAccessor.FIELD, Visibility.ANY);
  }

  /** The address of a warehouse is written as the user writes it. */
  private static SimpleModule warehouseAddresses() {
    return new SimpleModule("warehouse addresses")
        .addSerializer(WarehouseAddress.class, ToStringSerializer.instance)
        .addDeserializer(
            WarehouseAddress.class,
            new FromStringDeserializer<>(WarehouseAddress.class) {
              private static final long serialVersionUID = 1L;

              @Override
              protected WarehouseAddress _deserialize(String text, DeserializationContext context) {
                return WarehouseAddress.parse(text)
                    .orElseThrow(
                        () -> new IllegalArgumentException(text + " does not name a warehouse"));
              }
            });
  }
}
