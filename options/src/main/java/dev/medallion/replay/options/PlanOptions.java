package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import dev.medallion.replay.options.parse.TemplateParameter;
import dev.medallion.replay.options.parse.TemplateParameter.Kind;
import dev.medallion.replay.options.settings.WorkerSizing;
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

  @Description(
      "Print what a replay of the window would cost on Dataflow: measured rates, list prices, and"
          + " the arithmetic.")
  @Default.Boolean(false)
  Boolean getCost();

  void setCost(Boolean value);

  @Description("With --cost: the machine type of the workers.")
  @Placeholder("type")
  @Default.String(WorkerSizing.USUAL_MACHINE)
  String getMachine();

  void setMachine(String value);
}
