package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code rollback}. */
@Description("What is taken back")
public interface RollbackOptions extends ChangeOptions {
  @Description("The run that is taken back; the option's name may be left out.")
  @Placeholder("run id")
  @Validation.Required
  String getRun();

  void setRun(String value);

  @Description("Show what would be replaced, and change nothing.")
  @Default.Boolean(false)
  Boolean getDryRun();

  void setDryRun(Boolean value);

  @Description(
      "Take the run back even where later runs rest on it. replaced: a later run replaced the same"
          + " partition; what that one published goes, too. read: a later run read what is taken"
          + " back; what it published stays, and is computed from rows that are gone until it is"
          + " replayed. Both: replaced,read.")
  @Placeholder("replaced,read")
  List<String> getEvenIf();

  void setEvenIf(List<String> value);
}
