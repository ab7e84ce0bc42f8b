package dev.medallion.replay.transforms.flow.decode;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A path that the contract knows: a node of the tree that a record is walked along. */
final class ContractNode {
  final String path;
  final Map<String, ContractNode> children = new HashMap<>();
  final List<Target> targets = new ArrayList<>();

  /** Known and not read: what lies below is no drift. */
  boolean ignored;

  /** A text here is read as the JSON value that it holds. */
  boolean parsed;

  /** Keys are list indexes. */
  boolean indexed;

  /** The record in which it was last seen; tells duplicates and absences. */
  long seenIn;

  /**
   * Who reads a value.
   *
   * @param slot of a field, or one of the signature's
   * @param rank among its candidates; the lowest that is not null wins
   */
  record Target(int slot, int rank) {}

  ContractNode(String path) {
    this.path = path;
  }

  ContractNode at(JsonPointer pointer) {
    ContractNode node = this;
    for (JsonPointer p = pointer; !p.matches(); p = p.tail()) {
      node.indexed |= p.getMatchingIndex() >= 0;
      node = node.child(p.getMatchingProperty());
    }
    return node;
  }

  private ContractNode child(String name) {
    return children.computeIfAbsent(name, n -> new ContractNode(path + "/" + escape(n)));
  }

  /** As a JSON pointer writes a name. */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
