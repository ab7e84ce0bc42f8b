package dev.medallion.replay.transforms.flow.verdict;

import dev.medallion.replay.options.window.DayRange;
import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.flow.audit.Affected;
import dev.medallion.replay.transforms.flow.audit.ArrivesExceeded;
import dev.medallion.replay.transforms.flow.audit.AuditFacts;
import dev.medallion.replay.transforms.flow.audit.Auditor;
import dev.medallion.replay.transforms.flow.audit.Audits;
import dev.medallion.replay.transforms.flow.audit.TableAudited;
import dev.medallion.replay.transforms.flow.deadletter.Attempts;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetterReport;
import dev.medallion.replay.transforms.flow.decode.Drift;
import dev.medallion.replay.transforms.flow.decode.ReadNotes;
import dev.medallion.replay.transforms.flow.decode.SignatureCounts;
import dev.medallion.replay.transforms.flow.match.EntityRoutes;
import dev.medallion.replay.transforms.flow.match.ListingPlan;
import dev.medallion.replay.transforms.flow.match.ObjectRef;
import dev.medallion.replay.transforms.flow.match.ShardCounts;
import dev.medallion.replay.transforms.model.EntityTable;
import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.Table;
import dev.medallion.replay.transforms.model.TableOptions;
import dev.medallion.replay.transforms.repair.correction.CorrectionStore;
import dev.medallion.replay.transforms.repair.correction.Corrections;
import dev.medallion.replay.transforms.run.receipt.Finding;
import dev.medallion.replay.transforms.run.receipt.Manifest;
import dev.medallion.replay.transforms.run.receipt.ManifestJson;
import dev.medallion.replay.transforms.run.receipt.PartitionsInfo;
import dev.medallion.replay.transforms.run.receipt.RecordsInfo;
import dev.medallion.replay.transforms.run.receipt.WindowInfo;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.EntityRef;
import dev.medallion.replay.transforms.warehouse.PublishTarget;
import dev.medallion.replay.transforms.warehouse.TableRef;
import dev.medallion.replay.transforms.warehouse.TakesBack;
import dev.medallion.replay.transforms.warehouse.changeset.ChangeSet;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResult;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Draws everything that a run found out together: the receipt, and what may be published. */
public final class Concluder {
  private final AuditFacts facts;

  public Concluder(AuditFacts facts) {
    this.facts = facts;
  }

  /**
   * Concludes.
   *
   * @param started the receipt's first step
   * @param pinned every object that was listed and pinned; gone over once, and not kept
   * @param pinnedFile where they stand as Parquet
   * @param pinnedDigest of them all
   * @param tables what the audits of each table said, in any order
   */
  public Conclusion conclude(
      Manifest started,
      Iterable<ObjectRef> pinned,
      String pinnedFile,
      String pinnedDigest,
      Stream<ReadNotes> notes,
      ShardCounts shards,
      DeadLetterReport deadLetters,
      Collection<TableAudited> tables) {
    ChangeSet changes = new ChangeSetDraft(facts).changeSet(tables);
    List<Finding> findings = findings(tables);
    Manifest manifest =
        started
            .withWindow(withArrivals(started.window()))
            .withObjects(ObjectCounts.of(facts, pinned, pinnedDigest))
            .withRecords(records(notes, shards, deadLetters))
            .withFindings(findings)
            .withPartitions(partitions(changes, tables, findings));
    return new Conclusion(
        ManifestJson.write(manifest),
        changes,
        pinnedFile,
        deadLetters.file(),
        LocalFiles.digest(Address.parse(deadLetters.file())),
        DeadLetterUnits.of(facts, deadLetters),
        MendedElsewhere.write(facts),
        correctionsApplied(),
        new PublishTarget(
            facts.run().scope().span(),
            facts.model().zone().getId(),
            facts.model().stored().stream().map(TableRef::of).toList(),
            EntityRef.of(facts.model()),
            options(facts.model())),
        TakesBack.NOTHING);
  }

  private static SortedMap<String, TableOptions> options(Model model) {
    SortedMap<String, TableOptions> options = new TreeMap<>();
    for (Table table : model.tables()) {
      if (!model.options(table).equals(TableOptions.NONE)) {
        options.put(TableRef.of(table).qualifiedName(), model.options(table));
      }
    }
    return options;
  }

  private List<String> correctionsApplied() {
    Corrections corrections = facts.run().corrections();
    if (corrections.list().isEmpty()) {
      return List.of();
    }
    return facts.objects().stream()
        .flatMap(o -> corrections.madeFor(o.object()).stream())
        .map(CorrectionStore::fileOf)
        .sorted()
        .toList();
  }

  private List<Finding> findings(Collection<TableAudited> tables) {
    List<Finding> findings =
        new ArrayList<>(
            new Auditor(facts.run(), facts.model().severities()).run(Audits.ofRun(), facts));
    for (Table table : facts.publishedTables()) {
      tables.stream()
          .sorted(Comparator.comparing(a -> !a.table().equals(table.name())))
          .flatMap(a -> a.findings().stream())
          .filter(f -> f.table().equals(table.name()))
          .forEach(findings::add);
    }
    findings.sort(Comparator.comparing(Finding::severity));
    return findings;
  }

  private RecordsInfo records(
      Stream<ReadNotes> notes, ShardCounts shards, DeadLetterReport deadLetters) {
    Drift drift = new Drift();
    SignatureCounts signatures = new SignatureCounts();
    LongAdder corrected = new LongAdder();
    notes.forEach(
        note -> {
          drift.merge(note.drift());
          signatures.merge(note.signatures());
          corrected.add(note.corrected());
        });
    TreeMap<String, Long> signed = new TreeMap<>();
    for (SignatureCounts.Result result : SignatureCounts.Result.values()) {
      if (signatures.count(result) > 0) {
        signed.put(result.label(), signatures.count(result));
      }
    }
    TreeMap<List<String>, Long> dead = new TreeMap<>(Comparator.comparing(List::toString));
    deadLetters
        .counts()
        .forEach(
            (kind, count) ->
                dead.merge(List.of(kind.source(), kind.entity(), kind.code()), count, Long::sum));
    return new RecordsInfo(
        shards.byStream(),
        Reconciler.of(facts),
        dead.entrySet().stream()
            .map(
                e ->
                    new RecordsInfo.DeadLetters(
                        e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
            .toList(),
        signed,
        drift.counts().entrySet().stream()
            .map(
                e ->
                    new RecordsInfo.Drift(
                        e.getKey().entity(), e.getKey().path(), change(e.getKey()), e.getValue()))
            .toList(),
        repairs(corrected.sum(), deadLetters));
  }

  private RecordsInfo.Repairs repairs(long corrected, DeadLetterReport deadLetters) {
    Attempts redriven = facts.run().redriven();
    return new RecordsInfo.Repairs(
        facts.run().repairs().corrections(),
        facts.run().corrections().list().size(),
        corrected,
        redriven.byRecord().size(),
        deadLetters.redriven(),
        redriven.goneFrom(
            facts.objects().stream()
                .map(o -> o.object())
                .flatMap(
                    o ->
                        Stream.of(
                            Attempts.object(o.source(), o.path(), o.generation()),
                            Attempts.object(o.source(), o.path(), "")))));
  }

  private static String change(Drift.Key key) {
    String kind = key.kind().name().toLowerCase(Locale.ROOT);
    return key.types().isEmpty() ? kind : kind + " " + key.types();
  }

  private PartitionsInfo partitions(
      ChangeSet changes, Collection<TableAudited> tables, List<Finding> findings) {
    return new PartitionsInfo(
        PartitionChanges.of(facts, changes, tables),
        changes.replacements().stream()
            .filter(r -> !r.isOfLedger())
            .map(Replacement::result)
            .filter(this::isDownstream)
            .map(r -> r.partition().toString())
            .toList(),
        findings.stream().filter(f -> f.audit().equals(Affected.NAME)).map(Finding::place).toList(),
        findings.stream()
            .filter(f -> f.audit().equals(ArrivesExceeded.NAME) && !isInScope(f))
            .map(this::version)
            .sorted()
            .distinct()
            .toList(),
        WholeTables.reads(facts),
        changes.digest());
  }

  private boolean isInScope(Finding finding) {
    return facts
        .run()
        .scope()
        .partitions(facts.model().table(finding.table()).grain())
        .contains(finding.partition());
  }

  private String version(Finding finding) {
    EntityTable table = (EntityTable) facts.model().table(finding.table());
    return table.entity() + "/" + finding.partition();
  }

  private boolean isDownstream(PartitionResult result) {
    Grain grain = facts.model().table(result.partition().table()).grain();
    return !facts.run().scope().partitions(grain).contains(result.partition().value());
  }

  private WindowInfo withArrivals(WindowInfo window) {
    List<WindowInfo.Arrivals> arrivals = new ArrayList<>();
    facts
        .model()
        .sources()
        .forEach(
            (name, source) -> {
              boolean unbounded = !new EntityRoutes(facts.model(), source).fullHistory().isEmpty();
              for (DayRange range :
                  facts.ranges().read(source, ListingPlan.coarsestGrain(facts.model(), source))) {
                arrivals.add(new WindowInfo.Arrivals(name, range.from(), range.to(), unbounded));
              }
            });
    return new WindowInfo(
        window.from(),
        window.to(),
        window.clock(),
        window.widened(),
        window.expanded(),
        window.asOf(),
        window.tables(),
        window.scopes(),
        arrivals);
  }
}
