package dev.medallion.replay.transforms.flow.format;

import java.io.IOException;

/**
 * Finds the records in the bytes of one object, which come in pieces. However they are cut, it
 * finds the same records.
 *
 * <p>Whatever makes the whole object unreadable it says before it delivers the first record.
 */
public interface RecordCutter {
  /**
   * Delivers the records that are complete, and moves what is behind them to the buffer's start.
   *
   * @param held how many bytes of the buffer count: those that the last call left, and new ones
   * @return how many bytes are left
   * @throws IOException where the object is not of the format; nothing was delivered then
   */
  int cut(byte[] buffer, int held) throws IOException;

  /**
   * The object has ended: delivers what there is left.
   *
   * @param held what the last {@link #cut} left
   * @throws IOException where the object is not of the format; nothing was delivered then
   */
  void end(byte[] buffer, int held) throws IOException;
}
