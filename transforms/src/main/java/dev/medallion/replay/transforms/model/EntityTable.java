package dev.medallion.replay.transforms.model;

import java.util.List;
import java.util.Map;

/**
 * A table computed shard by shard from the winning versions of a stream's entities.
 *
 * @param entity the entity that its rows are facts about; its SQL selects that entity's {@code
 *     _event}, which names the version that a row comes from
 */
public record EntityTable(
    String name,
    Layer layer,
    String entity,
    String sql,
    String sqlFile,
    List<String> key,
    PartitionBy partitionBy,
    Map<String, String> references,
    TableOptions options)
    implements Table {}
