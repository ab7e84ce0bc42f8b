package dev.medallion.replay.transforms.model;

import com.fasterxml.jackson.core.JsonPointer;
import dev.medallion.replay.options.window.Reach;
import java.time.Period;
import java.util.Optional;

/**
 * Objects of one layout, e.g. the bronze parts of an extraction.
 *
 * @param name within the model
 * @param path where its objects lie, below the input root
 * @param format how an object holds records
 * @param csv how its rows are written, where that is its format
 * @param arrives how far from the business day its objects may lie
 * @param retention objects that arrived longer ago than this may be gone; empty: kept for ever
 * @param priority between sources that hold the same entity; the higher one wins a tie
 * @param optional a window may hold no object of it, while another source of the same entities has
 *     some
 * @param sidecar the manifest file beside the parts of one folder
 * @param markers the marker objects beside the payloads
 * @param signature how its records are signed
 */
public record Source(
    String name,
    PathTemplate path,
    RecordFormat format,
    Csv csv,
    Reach arrives,
    Optional<Period> retention,
    int priority,
    boolean optional,
    Optional<Sidecar> sidecar,
    Optional<Markers> markers,
    Optional<Signature> signature) {

  /**
   * Whether its objects arrive on days. Others are read whole by every run: snapshots, reference
   * data; their arrival date is {@link java.time.LocalDate#EPOCH}.
   */
  public boolean isDated() {
    return path.isDate(PathTemplate.ARRIVAL_DATE);
  }

  /**
   * A manifest object in the folder of the parts that it speaks of.
   *
   * @param file its name, e.g. {@code _metadata.json}
   * @param records where it says how many records its parts hold
   * @param parts where it says how many parts there are: those numbered 0 to parts - 1
   * @param partColumn the path column that numbers a part
   */
  public record Sidecar(String file, JsonPointer records, JsonPointer parts, String partColumn) {}

  /**
   * Objects written after a payload, that mark it as accepted.
   *
   * @param path where they lie; no date part
   * @param column the path column that payload and marker share
   */
  public record Markers(PathTemplate path, String column) {}

  /**
   * An HMAC-SHA256 signature, header {@code t=<epoch s>,v1=<hex>} over {@code "<t>." + body}.
   *
   * @param header where the record keeps the header
   * @param body where the record keeps the raw body, as a string
   * @param payload where the record keeps the parsed payload
   */
  public record Signature(JsonPointer header, JsonPointer body, JsonPointer payload) {}
}
