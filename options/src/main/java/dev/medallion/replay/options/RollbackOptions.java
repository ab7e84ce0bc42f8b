package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Forms;
import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code rollback}. */
@Description("Run to roll back")
public interface RollbackOptions extends ChangeOptions {
  @Description("The run to roll back. You may omit the option's name.")
  @Placeholder("run id")
  @Validation.Required
  @TemplateParameter(example = "20260203T101500-9f3c2a", pattern = Forms.RUN_ID)
  String getRun();

  void setRun(String value);

  @Description("Show what would be replaced. Change nothing.")
  @Default.Boolean(false)
  Boolean getDryRun();

  void setDryRun(Boolean value);

  @Description(
      "Roll back even where later runs depend on the run. replaced: a later run replaced the same"
          + " partition; the rows that it published are removed too. read: a later run read the"
          + " rows that are removed; its own rows stay, computed from removed rows until you replay"
          + " them. Both: replaced,read.")
  @Placeholder("replaced,read")
  @TemplateParameter(
      example = "replaced,read",
      pattern = "replaced|read|replaced,read|read,replaced",
      kind = Kind.ENUM)
  List<String> getEvenIf();

  void setEvenIf(List<String> value);
}
