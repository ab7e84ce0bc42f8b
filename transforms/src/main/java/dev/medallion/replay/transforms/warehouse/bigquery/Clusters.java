package dev.medallion.replay.transforms.warehouse.bigquery;

import com.google.cloud.bigquery.Clustering;
import com.google.cloud.bigquery.StandardTableDefinition;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.model.TableOptions;
import java.util.List;
import java.util.Optional;

/**
 * The columns by which a table is clustered. That is decided when a table is made: how it is
 * clustered changes what queries cost, but no row, so a table that is clustered otherwise is
 * written to as it is.
 */
final class Clusters {
  private Clusters() {}

  /** Of a new table; empty: it is not clustered. */
  static Optional<Clustering> of(TableOptions options) {
    return options.clusterBy().isEmpty()
        ? Optional.empty()
        : Optional.of(Clustering.newBuilder().setFields(options.clusterBy()).build());
  }

  /**
   * What to tell of a table that is clustered otherwise than the model wants it; empty: it isn't.
   */
  static Optional<String> note(String table, StandardTableDefinition there, TableOptions options) {
    List<String> now =
        there.getClustering() == null ? List.of() : there.getClustering().getFields();
    boolean isAsWanted =
        options.clusterBy().isEmpty()
            || String.join(",", now).equalsIgnoreCase(String.join(",", options.clusterBy()));
    return isAsWanted
        ? Optional.empty()
        : Optional.of(
            Text.format(
                "%s is clustered by %s, the model wants %s; it was left as it is. To change that,"
                    + " run: bq update --clustering_fields=%s <project>:%s",
                table,
                now.isEmpty() ? "no column" : String.join(", ", now),
                String.join(", ", options.clusterBy()),
                String.join(",", options.clusterBy()),
                table));
  }
}
