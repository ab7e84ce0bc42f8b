package dev.medallion.replay.pipelines.failure;

import dev.medallion.replay.transforms.run.receipt.RunFolder;
import dev.medallion.replay.transforms.run.resume.RunRecords;
import dev.medallion.replay.transforms.storage.Address;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A run failed; its folder, if it exists, keeps the details. */
public final class RunFailedException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient RunFolder folder;
  private final transient Optional<String> resumeWith;

  /**
   * A failure.
   *
   * @param resumeWith the command that goes on, without {@code ./replay}; a plan has none
   */
  public RunFailedException(RunFolder folder, Optional<String> resumeWith, Throwable cause) {
    super(cause);
    this.folder = folder;
    this.resumeWith = resumeWith;
  }

  /** Where what is there of the run lies. */
  public Address folder() {
    return folder.address();
  }

  /** The command that goes on, if there is something to go on with. */
  public Optional<String> resumeWith() {
    try {
      return RunRecords.exists(folder) && !folder.hasEnded() ? resumeWith : Optional.empty();
    } catch (UncheckedIOException e) {
      // What broke may be the storage itself; whoever resumes is told what there is.
      return resumeWith;
    }
  }
}
