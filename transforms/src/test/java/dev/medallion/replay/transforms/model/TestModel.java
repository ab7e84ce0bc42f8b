package dev.medallion.replay.transforms.model;

import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A good model that uses every key, and edits of it. */
final class TestModel {
  private final TreeMap<String, String> texts;

  private TestModel(Map<String, String> texts) {
    this.texts = new TreeMap<>(texts);
  }

  static TestModel maximal() {
    try {
      ModelFiles files =
          ModelFiles.ofFolder(
              StandardStorages.at(Path.of(TestModel.class.getResource("/maximal").toURI())));
      TreeMap<String, String> texts = new TreeMap<>();
      files.names().forEach(n -> texts.put(n, files.text(n).orElseThrow()));
      return new TestModel(texts);
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** Replaces the one place where a text stands. */
  TestModel edit(String file, String from, String to) {
    String text = texts.get(file);
    int at = text.indexOf(from);
    if (at < 0 || text.indexOf(from, at + 1) >= 0) {
      throw new IllegalArgumentException(file + " does not hold exactly once: " + from);
    }
    return with(file, text.replace(from, to));
  }

  TestModel with(String file, String text) {
    TestModel edited = new TestModel(texts);
    edited.texts.put(file, text);
    return edited;
  }

  TestModel without(String file) {
    TestModel edited = new TestModel(texts);
    edited.texts.remove(file);
    return edited;
  }

  /** The line of the first place where a text stands. */
  int line(String file, String text) {
    int at = texts.get(file).indexOf(text);
    if (at < 0) {
      throw new IllegalArgumentException(file + " does not hold " + text);
    }
    return 1 + (int) texts.get(file).substring(0, at).chars().filter(c -> c == '\n').count();
  }

  String yaml() {
    return texts.get("model.yaml");
  }

  ModelFiles files() {
    return ModelFiles.of(texts);
  }

  Model load() {
    return ModelLoader.load(files());
  }

  /** What the loader says; none if it loads. */
  List<ModelProblem> problems() {
    try {
      load();
      return List.of();
    } catch (ModelException e) {
      return e.problems();
    }
  }
}
