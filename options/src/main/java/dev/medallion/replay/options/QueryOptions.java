package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code query}. */
@Description("What is asked")
public interface QueryOptions extends LookOptions, OutputOptions {
  @Description(
      "The SQL, in DuckDB's dialect; tables are silver.<table>, gold.<table> and ops.<table> of"
          + " --warehouse, which is opened read-only. The option's name may be left out.")
  @Placeholder("select")
  @Validation.Required
  String getSql();

  void setSql(String value);

  @Description("Print no more rows than this, and say how many more there are; 0: all.")
  @Placeholder("rows")
  @Default.Integer(100)
  Integer getLimit();

  void setLimit(Integer value);
}
