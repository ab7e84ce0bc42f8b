package dev.medallion.replay.pipelines.launch;

import dev.medallion.replay.transforms.flow.verdict.Conclusion;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.StorageException;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.changeset.KeyRead;
import dev.medallion.replay.transforms.warehouse.changeset.Replacement;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;

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
        require(Address.parse(file.uri()), file.digest());
      }
    }
    for (KeyRead read : conclusion.changes().keyReads()) {
      require(Address.parse(read.keys().uri()), read.keys().digest());
      require(Address.parse(read.found().uri()), read.found().digest());
    }
    for (StagedFile file : conclusion.mendedElsewhere()) {
      require(Address.parse(file.uri()), file.digest());
    }
    if (!conclusion.deadLetters().isEmpty()) {
      require(Address.parse(conclusion.deadLetters()), conclusion.deadLettersDigest());
    }
  }

  private static void require(Address file, String digest) {
    if (!isThere(file)) {
      throw new WarehouseException(
          "nothing was published: "
              + file
              + ", which the change set names, does not exist any more: it was deleted, or moved"
              + " with its folder; plan again");
    }
    if (!LocalFiles.digest(file).equals(digest)) {
      throw new WarehouseException(
          "nothing was published: "
              + file
              + " was altered after the change set was made:  it no longer has the digest "
              + digest
              + "; plan again");
    }
  }

  private static boolean isThere(Address file) {
    try {
      return StandardStorages.get().of(file).stat(file).isPresent();
    } catch (StorageException e) {
      throw new WarehouseException("nothing was published: " + e.getMessage(), e);
    }
  }
}
