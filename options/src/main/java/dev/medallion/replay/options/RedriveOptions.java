package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code redrive}. */
@Description("Dead letters")
public interface RedriveOptions
    extends RepairOptions,
        ModelOptions,
        WarehouseOptions,
        GateOptions,
        PublishOptions,
        EngineOptions,
        ProgressOptions,
        OutputOptions {
  @Description(
      "Select the dead letters of this run, even if an audit blocked it. Alternatively give --from"
          + " and --to.")
  @Placeholder("run id")
  @TemplateParameter(example = "20260203T101500-9f3c2a", pattern = Forms.RUN_ID)
  String getRun();

  void setRun(String value);

  @Description(
      "Select dead letters in the warehouse whose object arrived on or after this day. (A dead"
          + " letter has an arrival date, and often no business day.)")
  @Placeholder("day")
  @TemplateParameter(example = "2026-02-01", pattern = Forms.DAY)
  String getFrom();

  void setFrom(String value);

  @Description("The last arrival day, inclusive.")
  @Placeholder("day")
  @TemplateParameter(example = "2026-02-07", pattern = Forms.DAY)
  String getTo();

  void setTo(String value);

  @Description("Select only dead letters with this code, e.g. NOT_ALLOWED. Repeatable.")
  @Placeholder("code")
  @TemplateParameter(example = "NOT_ALLOWED", pattern = "[A-Z_]+")
  List<String> getCode();

  void setCode(List<String> value);

  @Description(
      "Select only dead letters of this entity of --model; _unknown selects those whose entity is"
          + " unknown. Repeatable.")
  @Placeholder("entity")
  @TemplateParameter(example = "charge", pattern = Forms.NAME)
  List<String> getEntity();

  void setEntity(List<String> value);

  @Description("Select only dead letters of this source of --model. Repeatable.")
  @Placeholder("source")
  @TemplateParameter(example = "bronze", pattern = Forms.NAME)
  List<String> getSource();

  void setSource(List<String> value);

  @Description(
      "Show which dead letters would be redriven and which days would be replayed. Change nothing.")
  @Default.Boolean(false)
  Boolean getDryRun();

  void setDryRun(Boolean value);
}
