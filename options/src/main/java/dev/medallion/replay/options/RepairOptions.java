package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How bad records are exported and corrected before they are replayed. */
@Description("Repair")
public interface RepairOptions extends PipelineOptions {
  @Description(
      "Write the selected dead letters to this new file, one JSON object per line, and do nothing"
          + " else. Field raw is the record: edit it, then pass the file to --corrections. The file"
          + " holds the original records, including personal data.")
  @Placeholder("file")
  String getExport();

  void setExport(String value);

  @Description(
      "An edited file from --export. Each record that you changed is stored as a correction and"
          + " redriven; every later run applies it. Field reason of a line may say why.")
  @Placeholder("file")
  String getCorrections();

  void setCorrections(String value);

  @Description("Why you correct or withdraw. It is stored with the correction.")
  @Placeholder("text")
  @TemplateParameter(example = "cut off upstream", pattern = ".*[^ ].*")
  String getReason();

  void setReason(String value);

  @Description(
      "Withdraw the correction of <object>#<position>: the record's original bytes apply again, and"
          + " its days are replayed. The object's path is relative to its source's --input."
          + " Repeatable.")
  @Placeholder("object#position")
  @TemplateParameter(example = "bronze/part-00000.jsonl#7", pattern = ".+#[0-9]+")
  List<String> getWithdraw();

  void setWithdraw(List<String> value);

  @Description(
      "How far before and after its business day an object may arrive; see run --help. Repeatable.")
  @Placeholder("before/after")
  @TemplateParameter(example = "P1D/P60D", pattern = Forms.PERIODS)
  List<String> getArrives();

  void setArrives(List<String> value);

  @Description("The run's \"now\"; see run --help. Default: the clock.")
  @Placeholder("timestamp")
  @TemplateParameter(example = "2026-04-15T00:00:00Z", pattern = Forms.TIMESTAMP)
  String getAsOf();

  void setAsOf(String value);
}
