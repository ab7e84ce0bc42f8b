package dev.medallion.replay.transforms.flow.format.csv;

import dev.medallion.replay.transforms.flow.format.MalformedRecordException;
import dev.medallion.replay.transforms.model.Csv;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of an object's columns.
 *
 * @param names one a cell; a cell without a name is passed over
 * @param bytes as the object has them, without a line end; none where the model has the names
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CsvHeader(List<String> names, byte[] bytes) {

  /** The names that the model gives. */
  static CsvHeader known(Csv csv) {
    return new CsvHeader(csv.columns(), new byte[0]);
  }

  /**
   * The names in an object's first row.
   *
   * @throws IOException where they can't be read, or name two columns alike
   */
  static CsvHeader read(Csv csv, byte[] row) throws IOException {
    List<String> cells = new ArrayList<>();
    try {
      new CsvSplitter(csv).split(row, 0, row.length, cells);
    } catch (MalformedRecordException e) {
      throw new IOException("its header is not good: " + e.getMessage(), e);
    }
    List<String> names = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (String cell : cells) {
      String name = cell == null ? "" : cell;
      if (!name.isEmpty() && !known.add(name)) {
        throw new IOException("its header names two columns alike");
      }
      names.add(name);
    }
    return new CsvHeader(names, row);
  }
}
