package dev.medallion.replay.transforms.model;

import dev.medallion.replay.options.parse.Misspelling;
import dev.medallion.replay.transforms.storage.Children;
import dev.medallion.replay.transforms.storage.NameRange;
import dev.medallion.replay.transforms.storage.Place;
import dev.medallion.replay.transforms.storage.Stat;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The files of a model's folder, by name: {@code model.yaml}, the SQL and the reference tables.
 * Immutable; what a worker needs to load the same model as the launcher.
 */
public final class ModelFiles implements Serializable {
  private static final long serialVersionUID = 1;

  static final String MODEL_FILE = "model.yaml";
  private static final Pattern BELONGS =
      Pattern.compile("model\\.yaml|(?:[^/]+/)*[^/]+\\.sql|reference/[^/]+\\.csv");

  private static final Pattern TEST = Pattern.compile("tests/[^/]+\\.ya?ml");

  private final TreeMap<String, String> texts;

  private ModelFiles(Map<String, String> texts) {
    this.texts = new TreeMap<>(texts);
  }

  /** Of texts by name relative to the model's folder; names of other files are left out. */
  public static ModelFiles of(Map<String, String> texts) {
    TreeMap<String, String> kept = new TreeMap<>(texts);
    kept.keySet().removeIf(name -> !belongs(name));
    return new ModelFiles(kept);
  }

  /**
   * A model that is packaged with the program.
   *
   * @throws ModelException if there is none of that name
   */
  public static ModelFiles builtIn(String name) {
    SortedSet<String> known = PackagedModels.names();
    if (!known.contains(name)) {
      throw new ModelException(
          List.of(
              new ModelProblem(
                  name,
                  0,
                  "no built-in model has this name; the built-in models are: "
                      + String.join(", ", known),
                  Misspelling.nearest(name, known)
                      .map(near -> "Did you mean " + near + "?")
                      .orElse("Give one of them, or a folder with a model.yaml."))));
    }
    return new ModelFiles(texts(PackagedModels.files(name, ModelFiles::belongs)));
  }

  /** The tests of a model that is packaged with the program: text by name. */
  public static SortedMap<String, String> testsOfBuiltIn(String name) {
    builtIn(name);
    return texts(PackagedModels.files(name, TEST.asMatchPredicate()));
  }

  /** The tests of a model in a folder: text by name. */
  public static SortedMap<String, String> testsOfFolder(Place folder) {
    return texts(bytes(folder, TEST.asMatchPredicate()));
  }

  /** The names of the models that are packaged with the program. */
  public static SortedSet<String> builtInNames() {
    return PackagedModels.names();
  }

  /**
   * A model in a folder.
   *
   * @throws ModelException if it isn't a folder with a {@code model.yaml}, or a file is no UTF-8
   */
  public static ModelFiles ofFolder(Place folder) {
    return new ModelFiles(texts(bytes(folder, ModelFiles::belongs)));
  }

  private static Map<String, byte[]> bytes(Place folder, Predicate<String> wanted) {
    TreeMap<String, byte[]> bytes = new TreeMap<>();
    try {
      if (folder.storage().stat(folder.resolve(MODEL_FILE)).isEmpty()) {
        throw noModel(folder);
      }
      for (Stat file : folder.storage().list(folder.address(), NameRange.all())) {
        String name = file.address().below(folder.address());
        if (wanted.test(name)) {
          read(folder, file).ifPresent(content -> bytes.put(name, content));
        }
      }
    } catch (StorageException e) {
      throw new UncheckedIOException("can't read the model in " + folder, e);
    }
    return bytes;
  }

  /** Editors leave links that lead nowhere beside a file that is open. */
  private static Optional<byte[]> read(Place folder, Stat file) throws StorageException {
    try {
      return Optional.of(folder.storage().read(file.address()).bytes());
    } catch (StorageException.Unusable e) {
      return Optional.empty();
    }
  }

  private static ModelException noModel(Place folder) throws StorageException {
    Children children = folder.storage().children(folder.address());
    boolean holds = !children.objects().isEmpty() || !children.folders().isEmpty();
    return new ModelException(
        List.of(
            new ModelProblem(
                folder.toString(),
                0,
                holds || LocalFolders.exists(folder.address())
                    ? "the folder holds no model.yaml"
                    : "there is no such folder",
                "Give the folder that holds the model.yaml.")));
  }

  private static TreeMap<String, String> texts(Map<String, byte[]> bytes) {
    TreeMap<String, String> texts = new TreeMap<>();
    ModelProblems problems = new ModelProblems();
    bytes.forEach(
        (name, content) -> {
          try {
            texts.put(
                name,
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
          } catch (CharacterCodingException e) {
            problems.add(name, 0, "the file is not UTF-8", "Save it as UTF-8.");
          }
        });
    problems.throwIfAny();
    return texts;
  }

  static boolean belongs(String name) {
    return BELONGS.matcher(name).matches();
  }

  /** The text of a file, e.g. {@code silver/charges.sql}; empty if it isn't there. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** All names, in order. */
  public List<String> names() {
    return List.copyOf(texts.keySet());
  }

  /** Hex SHA-256 over names and bytes, in the order of names. */
  public String digest() {
    MessageDigest sha256 = Sha256.start();
    texts.forEach(
        (name, text) -> {
          update(sha256, name);
          update(sha256, text);
        });
    return Sha256.hex(sha256);
  }

  /** With its length before it, so that no two lists of files give the same bytes. */
  private static void update(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    digest.update(bytes);
  }

  static byte[] readAll(InputStream in) throws IOException {
    try (in) {
      return in.readAllBytes();
    }
  }
}
