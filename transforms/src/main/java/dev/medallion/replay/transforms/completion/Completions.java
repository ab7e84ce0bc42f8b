package dev.medallion.replay.transforms.completion;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.medallion.replay.transforms.changeset.ChangeSetModule;
import dev.medallion.replay.transforms.files.WholeFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The completion records of a run's units of work, on its staging: a unit is done when its record
 * stands, and what the record says is its result. Nothing else is ever taken for one.
 *
 * <p>A runner may do a unit twice, also at the same time. The first record wins; whoever comes
 * later gives back what the winner wrote, and its own files stay unused.
 */
public final class Completions {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new ChangeSetModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          // A record's components and nothing else: isHidden() is worked out, not stored.
          .visibility(PropertyAccessor.GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
          .visibility(PropertyAccessor.FIELD, Visibility.ANY)
          .build();

  private final Path folder;

  /** The records of one run: {@code <staging>/completions/<unit>.json}. */
  public Completions(Path staging) {
    this.folder = staging.resolve("completions");
  }

  /**
   * The unit's result: the recorded one, otherwise that of doing the work now, once it is recorded.
   *
   * @param unit names it within the run; made of letters, digits, dots, dashes and underscores
   * @param type what its record holds
   */
  public <T> T once(String unit, TypeReference<T> type, Supplier<T> work) {
    Path record = folder.resolve(unit + ".json");
    if (Files.exists(record)) {
      return read(record, type);
    }
    T result = work.get();
    return create(record, result) ? result : read(record, type);
  }

  /** Creates the record unless it stands. */
  private static boolean create(Path record, Object result) {
    try {
      return WholeFiles.create(record, JSON.writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result can always be written", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not record that " + record + " is done", e);
    }
  }

  private static <T> T read(Path record, TypeReference<T> type) {
    try {
      return JSON.readValue(Files.readString(record), type);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read the completion record " + record, e);
    }
  }
}
