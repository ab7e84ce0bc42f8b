package dev.medallion.replay.transforms.flow.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.medallion.replay.transforms.storage.PinnedText;
import dev.medallion.replay.transforms.storage.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The records that a run redrives, and which attempt of each this is. One that dies again is the
 * same dead letter with a higher attempt, not a new one.
 *
 * @param byRecord attempt by record, as {@link #key} names it
 */
public record Attempts(TreeMap<String, Integer> byRecord) {
  public static final Attempts NONE = new Attempts(new TreeMap<>());

  private static final JsonMapper JSON = new JsonMapper();
  private static final PinnedText PINS = new PinnedText("redriven", "json", "redriven records");

  /** The next attempt of each of these letters. */
  public static Attempts next(Collection<DeadLetter> letters) {
    TreeMap<String, Integer> attempts = new TreeMap<>();
    letters.forEach(l -> attempts.merge(key(l), l.attempt() + 1, Math::max));
    return new Attempts(attempts);
  }

  /** Which attempt this letter is of; none where its record is not redriven. */
  public Optional<Integer> of(DeadLetter letter) {
    return Optional.ofNullable(byRecord.get(key(letter)));
  }

  /** The letters, those of redriven records at their attempt. */
  public List<DeadLetter> on(Collection<DeadLetter> letters) {
    return letters.stream().map(l -> of(l).map(l::atAttempt).orElse(l)).toList();
  }

  /**
   * How many of the records lie in none of some objects.
   *
   * @param objects as {@link #object} names them; gone over only if a record is redriven
   */
  public long goneFrom(Stream<String> objects) {
    if (isEmpty()) {
      return 0;
    }
    Map<String, Long> gone =
        byRecord.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    record -> record.substring(0, record.lastIndexOf('\n')),
                    Collectors.counting()));
    objects.forEach(gone::remove);
    return gone.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The name of an object.
   *
   * @param generation empty for whichever it is
   */
  public static String object(String source, String path, String generation) {
    return String.join("\n", source, path, generation);
  }

  public boolean isEmpty() {
    return byRecord.isEmpty();
  }

  /** Hex SHA-256 over all of them; empty where there is none. */
  public String digest() {
    return PinnedText.digest(text());
  }

  /** Writes them where {@link #pinned} finds them. */
  public void pin(Place staging) {
    PINS.write(staging, text());
  }

  /** Reads what {@link #pin} wrote; what is not of that digest is refused. */
  public static Attempts pinned(Place staging, String digest) {
    return digest.isEmpty() ? NONE : PINS.read(staging, digest, Attempts::read);
  }

  private static Attempts read(String text) throws IOException {
    return new Attempts(JSON.readValue(text, new TypeReference<TreeMap<String, Integer>>() {}));
  }

  private String text() {
    try {
      return isEmpty() ? "" : JSON.writeValueAsString(byRecord);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object as a whole is the same one after it was repaired, when its generation is another. */
  private static String key(DeadLetter letter) {
    return object(
            letter.source(), letter.object(), letter.position() < 0 ? "" : letter.generation())
        + "\n"
        + letter.position();
  }
}
