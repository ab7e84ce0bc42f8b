package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What is done about bad records beside replaying them. */
@Description("How they are repaired")
public interface RepairOptions extends PipelineOptions {
  @Description(
      "Write the dead letters into this new file, a line of JSON each, and do nothing else. The text"
          + " in raw is the record: edit it, and give the file to --corrections. It holds the"
          + " records as they are, personal data included.")
  @Placeholder("file")
  String getExport();

  void setExport(String value);

  @Description(
      "A file of --export, edited. Each record that differs is kept as a correction, which every"
          + " later run applies, and is redriven. A line may say why in reason.")
  @Placeholder("file")
  String getCorrections();

  void setCorrections(String value);

  @Description("Why, for --corrections and --withdraw. Kept with them.")
  @Placeholder("text")
  String getReason();

  void setReason(String value);

  @Description(
      "Take a correction back: the record's own bytes count again, and the days on which it lay are"
          + " replayed. <object>#<position>, the object below its source's --input. May be"
          + " repeated.")
  @Placeholder("object#position")
  List<String> getWithdraw();

  void setWithdraw(List<String> value);

  @Description(
      "How far before and after its business day an object may arrive, as run takes it. May be"
          + " repeated.")
  @Placeholder("before/after")
  List<String> getArrives();

  void setArrives(List<String> value);

  @Description("The run's \"now\", as run takes it. Default: the clock.")
  @Placeholder("timestamp")
  String getAsOf();

  void setAsOf(String value);
}
