package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code plan}. */
@Description("Plan")
public interface PlanOptions extends ReplayOptions {
  @Description(
      "Keep the plan, with its receipt under --state and its files under --staging, so that apply"
          + " can publish exactly what it shows. Without --out nothing is kept.")
  @Default.Boolean(false)
  @TemplateParameter(example = "true", pattern = "true", kind = Kind.ENUM, standard = "true")
  Boolean getOut();

  void setOut(Boolean value);
}
