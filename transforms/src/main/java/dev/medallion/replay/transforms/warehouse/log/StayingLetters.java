package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.engine.Sql;
import dev.medallion.replay.transforms.flow.deadletter.DeadLetter;
import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.storage.kinds.LocalFiles;
import dev.medallion.replay.transforms.warehouse.DeadLetterChange;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Dead letters that stay though their unit was read: of records that a day which stays still lacks.
 * What is bad again has a new letter.
 *
 * @see DeadLetterChange#mendedElsewhere
 */
final class StayingLetters {
  private static final long WHOLE_OBJECT = -1;

  private final Set<At> records = new HashSet<>();

  private record At(String source, String object, long position) {
    static At of(DeadLetter letter) {
      return new At(letter.source(), letter.object(), letter.position());
    }
  }

  private StayingLetters() {}

  /**
   * Reads which records they are of.
   *
   * @param files Parquet, with the columns source, object and position
   * @param brought the new letters
   */
  static StayingLetters of(List<Address> files, Collection<DeadLetter> brought) {
    StayingLetters staying = new StayingLetters();
    if (!files.isEmpty()) {
      staying.read(files);
      brought.stream().map(At::of).forEach(staying.records::remove);
    }
    return staying;
  }

  boolean holds(DeadLetter letter) {
    return records.contains(At.of(letter));
  }

  private void read(List<Address> files) {
    List<String> uris = DeadLetterChange.uris(files);
    try (LocalFiles.Borrowed local = LocalFiles.borrow(uris);
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT source, object, position FROM " + Sql.parquet(local.paths(uris)))) {
      while (row.next()) {
        records.add(new At(row.getString(1), row.getString(2), row.getLong(3)));
        records.add(new At(row.getString(1), row.getString(2), WHOLE_OBJECT));
      }
    } catch (SQLException e) {
      throw new WarehouseException("can't read which dead letters stay in " + files, e);
    }
  }
}
