package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Which days and tables are replaced. */
@Description("Window")
public interface WindowOptions extends PipelineOptions {
  @Description(
      "The first business day, e.g. 2026-02-01, in the model's time zone. Or a timestamp, if --to"
          + " is one too: the window is then half open, and is widened to whole days.")
  @Placeholder("day")
  @Validation.Required
  @TemplateParameter(example = "2026-02-01", pattern = Forms.DAY)
  String getFrom();

  void setFrom(String value);

  @Description("The last business day, inclusive. Or a timestamp, exclusive, if --from is one too.")
  @Placeholder("day")
  @Validation.Required
  @TemplateParameter(example = "2026-02-07", pattern = Forms.DAY)
  String getTo();

  void setTo(String value);

  @Description(
      "The meaning of --from and --to. business: the days of the partitions. arrival: the days on"
          + " which objects arrived; the run replaces the partitions that those objects touch.")
  @Placeholder("business|arrival")
  @Default.String("business")
  @TemplateParameter(example = "business", pattern = "business|arrival", kind = Kind.ENUM)
  String getWindowClock();

  void setWindowClock(String value);

  @Description(
      "How far before and after its business day an object may arrive, e.g. P1D/P60D. Overrides the"
          + " model, for all sources or, as <source>=P1D/P60D, for one. Changes what is read, not"
          + " what is replaced. Repeatable.")
  @Placeholder("before/after")
  @TemplateParameter(example = "P1D/P60D", pattern = Forms.PERIODS)
  List<String> getArrives();

  void setArrives(List<String> value);

  @Description(
      "Publish only these tables, e.g. charges,fct_payments. Tables that they need are built too,"
          + " but not published. Default: every table of --model.")
  @Placeholder("table,table")
  @TemplateParameter(
      example = "charges,fct_payments",
      pattern = "[A-Za-z0-9_.]+( *, *[A-Za-z0-9_.]+)*")
  List<String> getTables();

  void setTables(List<String> value);

  @Description(
      "Replay only these scopes, e.g. z316,z317: values of the column that the model names as scope"
          + " of a stream. All other rows of the partitions stay as they are published. Default:"
          + " all.")
  @Placeholder("value,value")
  @TemplateParameter(example = "z316,z317", pattern = "[^,]+(,[^,]+)*")
  List<String> getScope();

  void setScope(List<String> value);

  @Description(
      "affected: also replace partitions outside the window that an entity left or entered. Without"
          + " it they block the run.")
  @Placeholder("affected")
  @TemplateParameter(example = "affected", pattern = "affected", kind = Kind.ENUM)
  String getExpand();

  void setExpand(String value);

  @Description(
      "The run's \"now\", a timestamp with a zone, e.g. 2026-04-15T00:00:00Z. Objects that arrived"
          + " later are not read, and it decides which partitions are still open. Default: the"
          + " clock.")
  @Placeholder("timestamp")
  @TemplateParameter(example = "2026-04-15T00:00:00Z", pattern = Forms.TIMESTAMP)
  String getAsOf();

  void setAsOf(String value);
}
