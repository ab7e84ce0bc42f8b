package dev.medallion.replay.transforms.flow.publish;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.StandardStorages;
import dev.medallion.replay.transforms.storage.local.LocalFolders;
import dev.medallion.replay.transforms.warehouse.SideBySide;
import dev.medallion.replay.transforms.warehouse.changeset.Head;
import dev.medallion.replay.transforms.warehouse.changeset.StagedFile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Which of the files that heads name are gone. */
final class FilesOfHeads {
  /** How many are asked for at a time, where each answer comes over a network. */
  private static final int ASKERS = 16;

  private final Set<String> gone;

  private FilesOfHeads(Set<String> gone) {
    this.gone = gone;
  }

  /** Looks for the files of some heads. */
  static FilesOfHeads of(Collection<Head> heads) {
    List<Address> files =
        heads.stream()
            .flatMap(head -> head.files().stream())
            .map(StagedFile::uri)
            .distinct()
            .map(Address::parse)
            .toList();
    List<Boolean> there =
        SideBySide.all(
            "look for the published files",
            files.stream().allMatch(LocalFolders::isLocal) ? 1 : ASKERS,
            files.stream().map(FilesOfHeads::asks).toList());
    Set<String> gone = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      if (!there.get(i)) {
        gone.add(files.get(i).uri());
      }
    }
    return new FilesOfHeads(gone);
  }

  private static Callable<Boolean> asks(Address file) {
    return () -> StandardStorages.get().of(file).stat(file).isPresent();
  }

  boolean isMissing(Head head) {
    return head.files().stream().anyMatch(f -> gone.contains(f.uri()));
  }
}
