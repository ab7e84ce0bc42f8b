package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.transforms.engine.Column;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A model while it is being loaded.
 *
 * <p>The names that were declared are kept apart from what could be read of them: naming something
 * that is there and broken is no second problem.
 */
final class Draft {
  final ModelFiles files;
  final ModelProblems problems;
  ZoneId zone = ZoneId.of("UTC");
  final Map<String, Node> sourceNames = new LinkedHashMap<>();
  final Map<String, Node> entityNames = new LinkedHashMap<>();
  final Map<String, Node> tableNames = new LinkedHashMap<>();
  final Map<String, Source> sources = new LinkedHashMap<>();
  final Map<String, Entity> entities = new LinkedHashMap<>();

  /** By table, in the file's order; with the block for the lines of its problems. */
  final Map<String, DraftTable> tables = new LinkedHashMap<>();

  Draft(ModelFiles files, ModelProblems problems) {
    this.files = files;
    this.problems = problems;
  }

  /** Entities whose {@code where} could not be read. */
  final Set<String> unclearWhere = new HashSet<>();

  /** The names of each entity's parts, whether or not they could be read. */
  final Map<String, Set<String>> partNames = new LinkedHashMap<>();

  /** What SQL sees of an entity or a part; only where all of it could be read. */
  final Map<String, List<Column>> entityColumns = new LinkedHashMap<>();

  /**
   * A table that could be read.
   *
   * @param relations what its SQL may read, whether or not that could be read
   */
  record DraftTable(
      Table table, YamlMapping block, List<String> relations, Optional<String> scope) {}

  /**
   * Declares the names below a key. Entities, their parts and tables are relations of one SQL
   * session, so each name stands for one of them.
   */
  void declare(YamlMapping block, String key, String kind, Map<String, Node> declared) {
    block
        .names(key)
        .forEach(
            (name, node) -> {
              Node other = entityNames.getOrDefault(name, tableNames.get(name));
              if (other != null) {
                problems.add(
                    node,
                    kind + " " + name + " has a name that is already used",
                    "Rename it; the first use is in line " + ModelProblems.line(other) + ".");
              } else if (name.equals(TableReader.OBJECTS) || referenceNames().contains(name)) {
                problems.add(
                    node,
                    kind + " " + name + " has the name of another relation",
                    "Rename it: "
                        + (name.equals(TableReader.OBJECTS)
                            ? "objects is reserved for a source's objects."
                            : "there is a reference/" + name + ".csv."));
              }
              declared.putIfAbsent(name, node);
            });
  }

  /** Whether a name was declared; a problem of the key if not. */
  boolean isKnown(YamlMapping block, Node at, String kind, String name, Collection<String> known) {
    if (known.contains(name)) {
      return true;
    }
    block.problemAt(at, "there is no " + kind + " " + name, Suggestion.among(name, known));
    return false;
  }

  /** Names of the model's reference tables. */
  List<String> referenceNames() {
    List<String> names = new ArrayList<>();
    for (String file : files.names()) {
      if (file.startsWith("reference/")) {
        names.add(file.substring("reference/".length(), file.length() - ".csv".length()));
      }
    }
    return names;
  }

  /** The text of the SQL file that a key names. */
  Optional<String> sql(YamlMapping block) {
    Optional<String> file = block.text("sql");
    if (file.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<String> sqlFiles = new TreeSet<>(files.names());
    sqlFiles.removeIf(f -> !f.endsWith(".sql"));
    if (!sqlFiles.contains(file.get())) {
      block.problem(
          "sql",
          "there is no file " + file.get(),
          Misspelling.nearest(file.get(), sqlFiles)
              .map(near -> "Did you mean " + near + "?")
              .orElse("Write the SELECT into that file, below the model's folder."));
      return Optional.empty();
    }
    return files.text(file.get());
  }
}
