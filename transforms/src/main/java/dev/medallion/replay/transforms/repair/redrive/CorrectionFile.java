package dev.medallion.replay.transforms.repair.redrive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.repair.correction.Correction;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.repair.correction.RecordPlace;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Dead letters as lines of JSON for an editor, and back. {@code raw} is the text to edit; bytes
 * that are not UTF-8 are in {@code raw_base64} instead.
 */
public final class CorrectionFile {
  private static final String RAW = "raw";
  private static final String BASE64 = "raw_base64";
  private static final JsonMapper JSON = new JsonMapper();

  private CorrectionFile() {}

  /**
   * A line of an edited file.
   *
   * @param number from 1
   * @param bytes as edited
   * @param reason why; empty where the line does not say
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Edited(int number, RecordPlace place, byte[] bytes, String reason) {}

  /** A letter's line; its bytes are those of the correction in force, if there is one. */
  public static String write(DeadLetter letter, Corrections inForce) {
    byte[] bytes = inForce.of(RecordPlace.of(letter)).map(Correction::bytes).orElse(letter.raw());
    ObjectNode line =
        JSON.createObjectNode()
            .put("source", letter.source())
            .put("object", letter.object())
            .put("generation", letter.generation())
            .put("position", letter.position())
            .put("entity", letter.entity())
            .put("code", letter.code().name())
            .put("field", letter.field())
            .put("message", letter.message())
            .put("attempt", letter.attempt());
    utf8(bytes)
        .ifPresentOrElse(
            text -> line.put(RAW, text),
            () -> line.put(BASE64, Base64.getEncoder().encodeToString(bytes)));
    return line + "\n";
  }

  /**
   * Reads edited lines.
   *
   * @param problems takes what is wrong, by line; nothing of a record's content
   */
  public static List<Edited> read(List<String> lines, List<String> problems) {
    List<Edited> edited = new ArrayList<>();
    Set<RecordPlace> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      try {
        Edited line = read(i + 1, lines.get(i));
        if (seen.add(line.place())) {
          edited.add(line);
        } else {
          problems.add(Text.format("line %d: %s appears twice", i + 1, line.place()));
        }
      } catch (IllegalArgumentException e) {
        problems.add(Text.format("line %d: %s", i + 1, e.getMessage()));
      }
    }
    return edited;
  }

  private static Edited read(int number, String text) {
    JsonNode line;
    try {
      line = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // Its own message would show the record's content.
      throw new IllegalArgumentException(
          "not JSON, at column " + e.getLocation().getColumnNr() + " of the line");
    }
    if (!line.isObject()) {
      throw new IllegalArgumentException("not an object as --export writes it");
    }
    RecordPlace place =
        new RecordPlace(
            text(line, "source"),
            text(line, "object"),
            text(line, "generation"),
            position(line.path("position")));
    return new Edited(number, place, bytes(line), line.path("reason").asText(""));
  }

  private static String text(JsonNode line, String field) {
    JsonNode value = line.path(field);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("it has no " + field + ": keep what --export wrote");
    }
    return value.asText();
  }

  private static long position(JsonNode value) {
    if (!value.isIntegralNumber() || value.asLong() < 0) {
      throw new IllegalArgumentException("it has no record position: keep what --export wrote");
    }
    return value.asLong();
  }

  private static byte[] bytes(JsonNode line) {
    JsonNode raw = line.path(RAW);
    JsonNode base64 = line.path(BASE64);
    if (raw.isTextual() == base64.isTextual()) {
      throw new IllegalArgumentException(
          "it needs either raw, a text that holds the record, or raw_base64");
    }
    if (raw.isTextual()) {
      return raw.asText().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(base64.asText());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("its raw_base64 is not base64", e);
    }
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
