package dev.medallion.replay.transforms.run.resume;

import dev.medallion.replay.options.chance.Nondeterminism;
import dev.medallion.replay.options.message.Text;
import dev.medallion.replay.transforms.flow.decode.SignatureSecrets;
import dev.medallion.replay.transforms.storage.Address;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The signature secrets of a run, as its record keeps them: salted digests, from which nobody can
 * recover a secret. A run that is resumed with other secrets, or with none, would accept records
 * that it had refused before.
 *
 * @param salt of this run alone
 * @param digests of the secrets, in the order of the digests
 */
record RecordedSecrets(String salt, List<String> digests) {
  /** Of a run that checks no signature, or whose record an earlier program wrote. */
  static final RecordedSecrets UNKNOWN = new RecordedSecrets("", List.of());

  static RecordedSecrets of(SignatureSecrets secrets) {
    String salt = Nondeterminism.newSalt();
    return new RecordedSecrets(salt, List.copyOf(secrets.digests(salt)));
  }

  /**
   * What keeps a run from going on with the secrets that there are now.
   *
   * @param files that the run takes secrets from
   */
  List<String> differences(List<Address> files, Map<String, String> environment) {
    if (salt.isEmpty()) {
      return List.of();
    }
    TreeSet<String> now;
    try {
      now = new TreeSet<>(SignatureSecrets.load(files, environment).digests(salt));
    } catch (UncheckedIOException e) {
      return List.of(e.getMessage() + ", which the run started with");
    }
    TreeSet<String> missing = new TreeSet<>(digests);
    missing.removeAll(now);
    TreeSet<String> others = new TreeSet<>(now);
    digests.forEach(others::remove);
    if (missing.isEmpty() && others.isEmpty()) {
      return List.of();
    }
    return List.of(
        Text.format(
            "signature secrets: the run started with %d; of these %d are missing now, and %d others"
                + " are present; restore the environment variable %s%s",
            digests.size(),
            missing.size(),
            others.size(),
            SignatureSecrets.VARIABLE,
            files.stream().map(f -> " and the file " + f).collect(Collectors.joining())));
  }
}
