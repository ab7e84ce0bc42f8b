package dev.medallion.replay.bigqueryserver.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A method and a path, and what answers it.
 *
 * @param pattern parts of the path, {@code *} for any one
 */
record Route(String method, List<String> pattern, Handler handler) {

  /** Answers a call; its arguments are what stands for the stars. */
  @FunctionalInterface
  interface Handler {
    Optional<ObjectNode> answer(Call call, List<String> arguments);
  }

  static Route of(String method, String pattern, Handler handler) {
    return new Route(method, List.of(pattern.split("/", -1)), handler);
  }

  Optional<List<String>> match(String calledMethod, List<String> path) {
    if (!method.equals(calledMethod) || path.size() != pattern.size()) {
      return Optional.empty();
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < path.size(); i++) {
      if (pattern.get(i).equals("*")) {
        arguments.add(path.get(i));
      } else if (!pattern.get(i).equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(arguments);
  }
}
