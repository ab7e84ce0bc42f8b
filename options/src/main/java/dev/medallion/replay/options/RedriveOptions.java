package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code redrive}. */
@Description("Which dead letters")
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
      "The dead letters of this run, also of one that an audit blocked. Or give --from and --to.")
  @Placeholder("run id")
  String getRun();

  void setRun(String value);

  @Description(
      "The first day on which what they stand in arrived: dead letters have an arrival date, and"
          + " often no business day. Taken from the warehouse.")
  @Placeholder("day")
  String getFrom();

  void setFrom(String value);

  @Description("The last such day, itself included.")
  @Placeholder("day")
  String getTo();

  void setTo(String value);

  @Description("Those of this code alone, e.g. NOT_ALLOWED. May be repeated.")
  @Placeholder("code")
  List<String> getCode();

  void setCode(List<String> value);

  @Description(
      "Those of this entity of --model alone, _unknown for none that can be told. May be repeated.")
  @Placeholder("entity")
  List<String> getEntity();

  void setEntity(List<String> value);

  @Description("Those of this source of --model alone. May be repeated.")
  @Placeholder("source")
  List<String> getSource();

  void setSource(List<String> value);

  @Description("Show what would be redriven and which days would be replayed, and change nothing.")
  @Default.Boolean(false)
  Boolean getDryRun();

  void setDryRun(Boolean value);
}
