package dev.medallion.replay.transforms.storage.secret;

import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A file of secrets, or a secret of Secret Manager that holds such a file's text. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * Its secrets: one a line, {@code #} begins a comment.
   *
   * @param option that names the file, e.g. {@code --signature-secrets}
   * @throws UncheckedIOException naming the file, where it can't be read
   * @throws UsageException where it holds none
   */
  public static List<String> read(String option, Address file) {
    String given = option + "=" + file;
    try {
      List<String> secrets = secrets(decoded(bytes(file)));
      if (secrets.isEmpty()) {
        throw new UsageException(
            List.of(given + " holds no secret: write one in each line, or leave the option out"));
      }
      return secrets;
    } catch (CharacterCodingException e) {
      throw new UsageException(List.of(given + " is not UTF-8 text: write its secrets in UTF-8"));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read " + given, e);
    }
  }

  /** The secrets of a file's text. */
  public static List<String> secrets(String text) {
    return text.lines().map(String::strip).filter(s -> !s.isEmpty() && !s.startsWith("#")).toList();
  }

  private static byte[] bytes(Address file) throws IOException {
    return SecretManager.serves(file)
        ? SecretManager.ofEnvironment().read(file)
        : StandardStorages.get().of(file).read(file).bytes();
  }

  /** The text of a file, without the mark that some editors put before it. */
  private static String decoded(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
