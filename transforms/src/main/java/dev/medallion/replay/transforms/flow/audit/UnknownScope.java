package dev.medallion.replay.transforms.flow.audit;

import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.model.Severity;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A version of each scope that the run names was read: a name may be misspelt. */
final class UnknownScope extends NamedAudit<AuditFacts> {
  /** More names help nobody. */
  private static final int MOST_NAMED = 20;

  public UnknownScope() {
    super("unknown_scope", Severity.WARNING);
  }

  @Override
  public List<Observation> check(AuditFacts facts) {
    Set<String> read =
        facts.shards().stream()
            .map(ShardResult::scopes)
            .flatMap(List::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    return facts.run().scopes().stream()
        .filter(scope -> !read.contains(scope))
        .map(
            scope ->
                Observation.ofRun(
                    1,
                    "nothing that was read is of scope %s; %s".formatted(scope, there(read)),
                    "check --scope; if it has no events in the window, its rows there are removed"))
        .toList();
  }

  private static String there(Set<String> read) {
    return read.isEmpty()
        ? "nothing was read of any other"
        : "there are "
            + read.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
            + (read.size() > MOST_NAMED ? ", ..." : "");
  }
}
