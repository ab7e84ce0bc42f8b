package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A model that was drawn: what {@link ModelText} writes down, and {@link PlainReading} reads by.
 *
 * @param after days that an object may arrive after its business day; one before it is usual
 * @param oneStream the entities share a stream
 */
record Shape(
    ZoneId zone,
    Sources sources,
    int after,
    boolean oneStream,
    List<EntityShape> entities,
    List<Gold> golds) {
  /** Days that an object may arrive before its business day. */
  static final int BEFORE = 1;

  /** Where the objects of two entities lie. */
  enum Sources {
    /** Each entity has a source with a path of its own. */
    OWN,
    /** One source; a path column says which entity it is. */
    KINDS,
    /** Two sources whose objects have equal paths, under roots of their own. */
    EQUAL_PATHS
  }

  /** What a version's first order term is. */
  enum VersionType {
    INT64,
    DECIMAL,
    DOUBLE,
    STRING,
    DATE,
    TIMESTAMP
  }

  /** What the second one is, which decides between equal ones. */
  enum Second {
    NONE,
    STRING_DOWN,
    DECIMAL_DOWN,
    INT64_DOWN,
    DATE_DOWN
  }

  /** SQL that no stream may have, since what a row sees is not of its key alone. */
  enum Rogue {
    NONE,
    /** Counts over all keys of the day. */
    WINDOW,
    /** Joins another key of the same entity. */
    OTHER_KEY,
    /** Joins the other entity of the stream. */
    OTHER_ENTITY
  }

  /**
   * One entity and its tables: {@code <name>s}, a row each, and {@code <name>_kids}, a row a child.
   *
   * @param full read without bound
   * @param instants its business time is a timestamp, not a date
   * @param stable its tables say that the day of a key never changes
   * @param filters its main table leaves rows with a negative value out
   */
  record EntityShape(
      String name,
      Grain grain,
      boolean full,
      VersionType type,
      boolean descending,
      Second second,
      boolean instants,
      boolean stable,
      boolean filters,
      boolean main,
      boolean kids,
      Rogue rogue) {
    String mainTable() {
      return name + "s";
    }

    String kidsTable() {
      return name + "_kids";
    }

    EntityShape withoutRogue() {
      return new EntityShape(
          name,
          grain,
          full,
          type,
          descending,
          second,
          instants,
          stable,
          filters,
          main,
          kids,
          Rogue.NONE);
    }

    boolean isRogue() {
      return rogue != Rogue.NONE;
    }
  }

  /** The other entity, if there are two. */
  Optional<EntityShape> other(EntityShape entity) {
    return entities.stream().filter(e -> !e.name().equals(entity.name())).findFirst();
  }

  EntityShape entity(String name) {
    return entities.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
  }

  /** The entity that a silver table is of. */
  EntityShape entityOfTable(String table) {
    return entities.stream()
        .filter(e -> e.mainTable().equals(table) || e.kidsTable().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** How a table is cut. */
  Grain grain(String table) {
    return golds.stream()
        .filter(g -> g.name().equals(table))
        .map(Gold::grain)
        .findFirst()
        .orElseGet(() -> entityOfTable(table).grain());
  }

  boolean isRogue() {
    return entities.stream().anyMatch(EntityShape::isRogue);
  }

  /** The same with SQL that every loader takes. */
  Shape withoutRogue() {
    return new Shape(
        zone,
        sources,
        after,
        oneStream,
        entities.stream().map(EntityShape::withoutRogue).toList(),
        golds);
  }

  boolean hasMonths() {
    return entities.stream().anyMatch(e -> e.grain() == Grain.MONTH)
        || golds.stream().anyMatch(g -> g.grain() == Grain.MONTH);
  }

  /** The source of an entity's objects. */
  String source(EntityShape entity) {
    return sources == Sources.KINDS ? "ev" : "ev_" + entity.name();
  }

  /** Below which folder of the lake a source's root lies. */
  String root(String source) {
    return sources == Sources.EQUAL_PATHS ? "in_" + source : "in";
  }
}
