package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Which days and tables are replaced. */
@Description("Which partitions are replaced")
public interface WindowOptions extends PipelineOptions {
  @Description(
      "First business day, e.g. 2026-02-01, in the model's time zone; or a timestamp, when --to is"
          + " one as well: the window is then half open, and widened to whole days.")
  @Placeholder("day")
  @Validation.Required
  String getFrom();

  void setFrom(String value);

  @Description(
      "Last business day, itself included; or a timestamp, itself excluded, when --from is one as"
          + " well.")
  @Placeholder("day")
  @Validation.Required
  String getTo();

  void setTo(String value);

  @Description(
      "What --from and --to speak of. business: the days of the partitions. arrival: the days on"
          + " which objects arrived; the partitions that something touched then are replaced.")
  @Placeholder("business|arrival")
  @Default.String("business")
  String getWindowClock();

  void setWindowClock(String value);

  @Description(
      "How far before and after its business day an object may arrive, e.g. P1D/P60D, instead of"
          + " what the model says; as <source>=P1D/P60D for one source. Widens what is read, not"
          + " what is replaced. May be repeated.")
  @Placeholder("before/after")
  List<String> getArrives();

  void setArrives(List<String> value);

  @Description(
      "Publish these tables only, e.g. charges,fct_payments. What they need is built as well, and"
          + " not published. Default: every table of --model.")
  @Placeholder("table,table")
  List<String> getTables();

  void setTables(List<String> value);

  @Description(
      "affected: partitions outside the window that an entity left or entered are replaced with it,"
          + " instead of blocking the run.")
  @Placeholder("affected")
  String getExpand();

  void setExpand(String value);

  @Description(
      "The run's \"now\": nothing that arrived later is read, and it decides which partitions are"
          + " still open. A timestamp with a zone, e.g. 2026-04-15T00:00:00Z. Default: the clock.")
  @Placeholder("timestamp")
  String getAsOf();

  void setAsOf(String value);
}
