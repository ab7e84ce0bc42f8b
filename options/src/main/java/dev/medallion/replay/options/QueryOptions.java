package dev.medallion.replay.options;

import dev.medallion.replay.options.parse.Placeholder;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code query}. */
@Description("Query")
public interface QueryOptions extends LookOptions, OutputOptions {
  @Description(
      "The SQL, in DuckDB's dialect. Tables are silver.<table>, gold.<table> and ops.<table>. On"
          + " BigQuery it is GoogleSQL, and tables are in the datasets <prefix>_silver and so on."
          + " You may omit the option's name.")
  @Placeholder("select")
  @Validation.Required
  String getSql();

  void setSql(String value);

  @Description(
      "Do not run a query that would read more, e.g. 10GB or 1TB. What it would read is asked first,"
          + " and printed. Only for BigQuery, which charges for it: reading an embedded warehouse"
          + " costs nothing, so the option is refused there.")
  @Placeholder("size")
  String getMaxBytes();

  void setMaxBytes(String value);

  @Description("Print at most this many rows, and say how many more there are. 0 prints all.")
  @Placeholder("rows")
  @Default.Integer(100)
  Integer getLimit();

  void setLimit(Integer value);
}
