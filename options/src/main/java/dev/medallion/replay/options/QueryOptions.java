package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code query}. */
@Description("Query")
public interface QueryOptions extends LookOptions, OutputOptions {
  @Description(
      "The SQL, in DuckDB's dialect. Tables are silver.<table>, gold.<table> and ops.<table>. The"
          + " warehouse is opened read-only. You may omit the option's name.")
  @Placeholder("select")
  @Validation.Required
  String getSql();

  void setSql(String value);

  @Description("Print at most this many rows, and say how many more there are. 0 prints all.")
  @Placeholder("rows")
  @Default.Integer(100)
  Integer getLimit();

  void setLimit(Integer value);
}
