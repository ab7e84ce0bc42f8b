package dev.medallion.replay.transforms.flow.match;

import dev.medallion.replay.transforms.model.Model;
import dev.medallion.replay.transforms.model.PathTemplate;
import dev.medallion.replay.transforms.model.Source;
import dev.medallion.replay.transforms.storage.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the model declares beside a source's own objects: its markers, and the objects, sidecars and
 * markers of other sources that lie below the same root. Whoever declares it looks after it.
 */
public final class DeclaredPaths {
  private final List<Declared> declared = new ArrayList<>();

  private DeclaredPaths() {}

  /** What a source by itself declares. */
  public static DeclaredPaths of(Source source) {
    DeclaredPaths paths = new DeclaredPaths();
    source
        .markers()
        .ifPresent(m -> paths.declared.add(new Declared("", "", m.path(), Optional.empty())));
    return paths;
  }

  /**
   * The same, and what all other sources of its model declare.
   *
   * @param roots source to the root below which its path lies
   */
  public static DeclaredPaths of(Model model, Source source, Map<String, Address> roots) {
    DeclaredPaths paths = of(source);
    for (Source other : model.sources().values()) {
      if (!other.name().equals(source.name())) {
        // A source that is read from elsewhere may have its like here.
        paths.add(other, "", "");
        paths.add(other, roots.get(source.name()).uri() + "/", roots.get(other.name()).uri() + "/");
      }
    }
    return paths;
  }

  private void add(Source other, String root, String otherRoot) {
    boolean above = root.startsWith(otherRoot);
    if (!above && !otherRoot.startsWith(root)) {
      return;
    }
    String before = above ? root.substring(otherRoot.length()) : "";
    String without = above ? "" : otherRoot.substring(root.length());
    declared.add(new Declared(before, without, other.path(), Optional.of(other)));
    other
        .markers()
        .ifPresent(m -> declared.add(new Declared(before, without, m.path(), Optional.empty())));
  }

  /**
   * Whether a path is declared.
   *
   * @param path below the source's root
   * @param folder whether it is a folder: then declared objects may lie in it
   */
  boolean holds(String path, boolean folder) {
    return declared.stream().anyMatch(d -> d.holds(path, folder));
  }

  /**
   * One path that is declared.
   *
   * @param before what a path below the source's root needs before it to be one below the other's
   * @param without what it has before that is no part of one below the other's
   * @param dataOf the source whose data it is; empty: it is a path of markers
   */
  private record Declared(
      String before, String without, PathTemplate template, Optional<Source> dataOf) {
    boolean holds(String path, boolean folder) {
      if (folder && without.startsWith(path + "/")) {
        return true;
      }
      if (!path.startsWith(without)) {
        return false;
      }
      String below = before + path.substring(without.length());
      if (!folder && isSidecar(below)) {
        return true;
      }
      boolean fits = folder ? template.isAbove(below) : template.match(below).isPresent();
      return fits && !isLeftover(below);
    }

    private boolean isLeftover(String path) {
      String[] names = path.split("/", -1);
      return dataOf.isPresent()
          && Leftovers.is(template.segments().get(names.length - 1), names[names.length - 1]);
    }

    private boolean isSidecar(String path) {
      int slash = path.lastIndexOf('/');
      return slash >= 0
          && dataOf
              .flatMap(Source::sidecar)
              .filter(s -> s.file().equals(path.substring(slash + 1)))
              .isPresent()
          && template.isFolder(path.substring(0, slash));
    }
  }
}
