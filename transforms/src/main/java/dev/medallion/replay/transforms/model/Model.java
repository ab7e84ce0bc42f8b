package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.window.Grain;
import dev.medallion.replay.transforms.engine.Column;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One system's model: where its events lie, what they look like, and how its tables come from them.
 *
 * <p>Made by {@link ModelLoader}, which has checked that everything a part names exists.
 *
 * @param name the system, e.g. {@code payments}
 * @param zone the zone of the business day
 * @param sources by name, in the file's order
 * @param streams entities computed together, in one shard
 * @param aggregates tables computed per partition from tables above; in an order in which every
 *     table stands after its inputs
 * @param audits the model's own SQL audits
 * @param severities audit name to the severity that the model sets for it, where it does
 * @param limits what a run may not exceed
 * @param references reference tables by name: the CSV text of {@code reference/<name>.csv}
 * @param digest hex SHA-256 over all files of the model
 * @param columns table name to the columns that its SQL selects, hidden ones too
 */
public record Model(
    String name,
    ZoneId zone,
    Map<String, Source> sources,
    List<EventStream> streams,
    List<AggregateTable> aggregates,
    List<SqlAudit> audits,
    Map<String, Severity> severities,
    Limits limits,
    Map<String, String> references,
    String digest,
    Map<String, List<Column>> columns) {

  /** A model whose SQL nobody has looked at: it knows no output columns. */
  public Model(
      String name,
      ZoneId zone,
      Map<String, Source> sources,
      List<EventStream> streams,
      List<AggregateTable> aggregates,
      List<SqlAudit> audits,
      Map<String, Severity> severities,
      Limits limits,
      Map<String, String> references,
      String digest) {
    this(
        name,
        zone,
        sources,
        streams,
        aggregates,
        audits,
        severities,
        limits,
        references,
        digest,
        Map.of());
  }

  /** The columns that a table's SQL selects, hidden ones too; known without any rows. */
  public List<Column> columns(String table) {
    return Optional.ofNullable(columns.get(table))
        .orElseThrow(() -> new IllegalArgumentException("no columns of table " + table));
  }

  /**
   * How a warehouse keeps and describes a table. A column that the table does not describe itself
   * has the description of the field that it shows: the one of its name and type.
   */
  public TableOptions options(Table table) {
    TableOptions own = table.options();
    if (!(table instanceof EntityTable ofEntity)) {
      return own;
    }
    SortedMap<String, String> described = new TreeMap<>();
    for (Field field : entity(ofEntity.entity()).fields()) {
      Column column = new Column(field.name(), ModelRelations.columnType(field));
      if (!field.description().isEmpty() && columns(table.name()).contains(column)) {
        described.put(field.name(), field.description());
      }
    }
    described.putAll(own.columns());
    return new TableOptions(own.clusterBy(), own.description(), described);
  }

  /** The sources whose objects arrive on days. */
  public List<Source> datedSources() {
    return sources.values().stream().filter(Source::isDated).toList();
  }

  /** Every table, inputs before what is computed from them. */
  public List<Table> tables() {
    return Stream.concat(entityTables().stream(), aggregates.stream().map(Table.class::cast))
        .toList();
  }

  /**
   * The grain of the largest partitions of any table: a scope that does not cut these cuts none.
   */
  public Grain coarsestGrain() {
    return tables().stream()
        .map(Table::grain)
        .filter(g -> g != Grain.NONE)
        .max(Comparator.naturalOrder())
        .orElse(Grain.DAY);
  }

  public List<EntityTable> entityTables() {
    return streams.stream().flatMap(s -> s.tables().stream()).toList();
  }

  public List<Entity> entities() {
    return streams.stream().flatMap(s -> s.entities().stream()).toList();
  }

  /** What its records are read by: the contracts of all entities and of their parts. */
  public List<Entity> contracts() {
    return streams.stream().flatMap(s -> s.contracts().stream()).toList();
  }

  /** The contract of this name. */
  public Entity contract(String contract) {
    return contracts().stream()
        .filter(c -> c.name().equals(contract))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no contract " + contract + " in " + name));
  }

  /** The ledger of every entity that has a table. */
  public List<EntityLedger> ledgers() {
    return entities().stream()
        .filter(e -> entityTables().stream().anyMatch(t -> t.entity().equals(e.name())))
        .map(e -> new EntityLedger(e, ledgerGrain(e)))
        .toList();
  }

  /** The ledger of an entity that has a table. */
  public EntityLedger ledger(String entity) {
    return ledgers().stream()
        .filter(l -> l.name().equals(entity))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table holds " + entity));
  }

  /** All that a warehouse stores of the model: tables and ledgers. */
  public List<Table> stored() {
    return Stream.concat(tables().stream(), ledgers().stream()).toList();
  }

  /** The grain of the partitions whose arrival ranges an entity's versions are held to. */
  public Grain arrivalGrain(String entity) {
    return tablesOf(entity).stream()
        .map(EntityTable::grain)
        .max(Comparator.naturalOrder())
        .orElse(Grain.DAY);
  }

  /**
   * That of the entity's smallest partitions; a month where those are quarters, because a ledger
   * holds the days of its versions, and not only the first of a quarter.
   */
  private Grain ledgerGrain(Entity entity) {
    Grain smallest = smallestGrain(entity);
    return smallest.keepsFirstDay() ? Grain.MONTH : smallest;
  }

  private Grain smallestGrain(Entity entity) {
    return tablesOf(entity.name()).stream()
        .map(EntityTable::grain)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** The tables whose rows are facts about an entity. */
  public List<EntityTable> tablesOf(String entity) {
    return entityTables().stream().filter(t -> t.entity().equals(entity)).toList();
  }

  /** The table or ledger of this name. */
  public Table table(String table) {
    return stored().stream()
        .filter(t -> t.name().equals(table))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no table " + table + " in " + name));
  }

  /** The entity of this name. */
  public Entity entity(String entity) {
    return entities().stream()
        .filter(e -> e.name().equals(entity))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no entity " + entity + " in " + name));
  }

  /** The sources that an entity's events come from. */
  public List<Source> sourcesOf(Entity entity) {
    return entity.sources().stream().map(sources::get).toList();
  }

  /** The source and all that share an entity with it, directly or through others; in order. */
  public NavigableSet<String> feedingTheSame(Source source) {
    NavigableSet<String> group = new TreeSet<>(Set.of(source.name()));
    for (int before = 0; before < group.size(); ) {
      before = group.size();
      entities().stream()
          .filter(e -> e.sources().stream().anyMatch(group::contains))
          .forEach(e -> group.addAll(e.sources()));
    }
    return group;
  }

  /** The sources in whose place a source's objects may lie: itself, unless it is optional. */
  public Collection<String> inPlaceOf(Source source) {
    return source.optional() ? feedingTheSame(source) : List.of(source.name());
  }

  /** One of them, where any will do: they are all listed for the same days. */
  public Source anySourceOf(Entity entity) {
    return sources.get(entity.sources().get(0));
  }

  /**
   * The column whose values name the scopes of a table or ledger; empty: it is never replayed in
   * part, as what is computed from other tables.
   */
  public Optional<String> scopeOf(Table table) {
    return table instanceof EntityTable of
        ? streamOf(of.entity()).scope()
        : table instanceof EntityLedger ledger ? streamOf(ledger.name()).scope() : Optional.empty();
  }

  /** The stream that an entity or a part of one belongs to. */
  public EventStream streamOf(String entity) {
    return streams.stream()
        .filter(s -> s.contracts().stream().anyMatch(e -> e.name().equals(entity)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no stream holds " + entity));
  }
}
