package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.storage.files.Sha256;
import dev.medallion.replay.transforms.warehouse.KeptFiles;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks all files of a change set before the first of them is published. */
final class StagedFiles {
  private StagedFiles() {}

  /**
   * Compares every file's bytes with its digest.
   *
   * @throws WarehouseException naming the first that is gone or was altered
   */
  static void require(Conclusion conclusion) {
    for (Replacement replacement : conclusion.changes().replacements()) {
      for (StagedFile file : replacement.result().files()) {
        require(KeptFiles.localPath(file.uri()), file.digest());
      }
    }
    for (KeyRead read : conclusion.changes().keyReads()) {
      require(KeptFiles.localPath(read.keys().uri()), read.keys().digest());
      require(KeptFiles.localPath(read.found().uri()), read.found().digest());
    }
    for (StagedFile file : conclusion.mendedElsewhere()) {
      require(KeptFiles.localPath(file.uri()), file.digest());
    }
    if (!conclusion.deadLetters().isEmpty()) {
      require(Path.of(conclusion.deadLetters()), conclusion.deadLettersDigest());
    }
  }

  private static void require(Path file, String digest) {
    if (!Files.exists(file)) {
      throw new WarehouseException(
          "nothing was published: "
              + file
              + ", which the change set names, does not exist any more; plan again");
    }
    if (!Sha256.ofFile(file).equals(digest)) {
      throw new WarehouseException(
          "nothing was published: "
              + file
              + " was altered after the change set was made:  it no longer has the digest "
              + digest
              + "; plan again");
    }
  }
}
