package dev.medallion.replay.transforms.warehouse.duckdb;

import dev.medallion.replay.options.window.Partition;
import dev.medallion.replay.transforms.warehouse.LeaseHolders;
import dev.medallion.replay.transforms.warehouse.LeaseRequest;
import dev.medallion.replay.transforms.warehouse.LeaseResult;
import dev.medallion.replay.transforms.warehouse.LeaseResult.Holder;
import dev.medallion.replay.transforms.warehouse.LeaseShare;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Owner;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.WarehouseException;
import dev.medallion.replay.transforms.warehouse.WarehouseStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Leases, in {@code ops.replay_leases}. They save two runs from wasted work; what keeps them from
 * harm is the check of heads.
 */
final class LeaseStore implements LeaseHolders {
  private final Connection connection;
  private final Liveness liveness;

  LeaseStore(Connection connection, Liveness liveness) {
    this.connection = connection;
    this.liveness = liveness;
  }

  LeaseResult acquire(LeaseRequest request) throws SQLException {
    Set<Partition> wanted = new HashSet<>(request.partitions());
    List<Holder> holders = new ArrayList<>();
    List<String> overtaken = new ArrayList<>();
    SortedSet<Partition> own = new TreeSet<>(wanted);
    for (Holder holder : all()) {
      if (holder.runId().equals(request.runId())) {
        own.addAll(holder.partitions());
        continue;
      }
      List<Partition> shared = holder.partitions().stream().filter(wanted::contains).toList();
      if (shared.isEmpty() || !holder.share().excludes(request.share())) {
        continue;
      }
      if (liveness.mayBeAlive(holder.owner()) && !holder.runId().equals(request.takeOver())) {
        holders.add(
            new Holder(holder.runId(), holder.owner(), shared, holder.share(), holder.since()));
      } else {
        overtaken.add(holder.runId());
      }
    }
    if (!holders.isEmpty()) {
      return new LeaseResult.Refused(holders);
    }
    for (String run : overtaken) {
      release(run);
    }
    release(request.runId());
    insert(request, own);
    insert(request, request.share());
    return new LeaseResult.Taken(overtaken);
  }

  void release(String runId) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM " + OpsSchema.LEASES + " WHERE run_id = ?")) {
      delete.setString(1, runId);
      delete.executeUpdate();
    }
    if (OpsSchema.hasLeaseShares(connection)) {
      try (PreparedStatement delete =
          connection.prepareStatement(
              "DELETE FROM " + OpsSchema.LEASE_SHARES + " WHERE run_id = ?")) {
        delete.setString(1, runId);
        delete.executeUpdate();
      }
    }
  }

  @Override
  public List<Holder> held() {
    return AskedDatabase.answer(this::all);
  }

  @Override
  public boolean mayBeAlive(Owner owner) {
    return liveness.mayBeAlive(owner);
  }

  /** Every lease, and whether its owner may still be at work. */
  List<WarehouseStatus.Lease> status() throws SQLException {
    return all().stream()
        .map(h -> new WarehouseStatus.Lease(h, liveness.mayBeAlive(h.owner())))
        .toList();
  }

  private List<Holder> all() throws SQLException {
    Map<String, Holder> holders = new TreeMap<>();
    Map<String, LeaseShare> shares = shares();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT run_id, host, pid, epoch_us(process_started_at), epoch_us(since),"
                    + " table_name, partition FROM "
                    + OpsSchema.LEASES
                    + " ORDER BY partition, table_name")) {
      while (row.next()) {
        Owner owner = new HostProcess(row.getString(2), row.getLong(3), instant(row.getLong(4)));
        Instant since = instant(row.getLong(5));
        holders
            .computeIfAbsent(
                row.getString(1),
                run ->
                    new Holder(
                        run,
                        owner,
                        new ArrayList<>(),
                        shares.getOrDefault(run, LeaseShare.ALL),
                        since))
            .partitions()
            .add(new Partition(row.getString(6), row.getString(7)));
      }
    }
    return List.copyOf(holders.values());
  }

  /** Run to its share, of those that lease some rows only. */
  private Map<String, LeaseShare> shares() throws SQLException {
    Map<String, LeaseShare> shares = new TreeMap<>();
    if (!OpsSchema.hasLeaseShares(connection)) {
      return shares;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT run_id, scope, turn FROM " + OpsSchema.LEASE_SHARES + " ORDER BY scope")) {
      while (row.next()) {
        LeaseShare one = new LeaseShare(List.of(row.getString(2)), row.getBoolean(3));
        shares.merge(
            row.getString(1),
            one,
            (a, b) ->
                new LeaseShare(
                    Stream.concat(a.scopes().stream(), b.scopes().stream()).toList(),
                    a.turn() || b.turn()));
      }
    }
    return shares;
  }

  private void insert(LeaseRequest request, LeaseShare share) throws SQLException {
    if (share.scopes().isEmpty()) {
      return;
    }
    OpsSchema.createLeaseShares(connection);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + OpsSchema.LEASE_SHARES + " VALUES (?, ?, ?)")) {
      for (String scope : share.scopes()) {
        insert.setString(1, request.runId());
        insert.setString(2, scope);
        insert.setBoolean(3, share.turn());
        insert.executeUpdate();
      }
    }
  }

  private void insert(LeaseRequest request, SortedSet<Partition> partitions) throws SQLException {
    if (!(request.owner() instanceof HostProcess owner)) {
      throw new WarehouseException(
          "an embedded warehouse is a file that only processes on its machine can lease, not "
              + request.owner());
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO " + OpsSchema.LEASES + " VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      for (Partition partition : partitions) {
        insert.setString(1, partition.table());
        insert.setString(2, partition.value());
        insert.setString(3, request.runId());
        insert.setString(4, owner.host());
        insert.setLong(5, owner.pid());
        insert.setString(6, owner.startedAt().toString());
        insert.setString(7, request.at().toString());
        insert.executeUpdate();
      }
    }
  }

  private static Instant instant(long epochMicros) {
    return Instant.EPOCH.plus(epochMicros, ChronoUnit.MICROS);
  }
}
