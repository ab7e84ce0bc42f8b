package dev.medallion.replay.bigqueryserver.jobs;

import dev.medallion.replay.bigqueryserver.schema.Json;
import dev.medallion.replay.bigqueryserver.store.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** All jobs, as one transaction sees them. */
final class JobBook {
  private static final String SELECT =
      "SELECT project, id, location, created, resource FROM catalog.jobs ";

  private final Session session;

  JobBook(Session session) {
    this.session = session;
  }

  Optional<Job> find(String project, String id) {
    return session.first(SELECT + "WHERE project = ? AND id = ?", JobBook::read, project, id);
  }

  /** The newest first, as the service lists them. */
  List<Job> all(String project) {
    return session.query(
        SELECT + "WHERE project = ? ORDER BY created DESC, rowid DESC", JobBook::read, project);
  }

  List<Job> unfinished() {
    return session.query(SELECT + "ORDER BY rowid", JobBook::read).stream()
        .filter(j -> j.state() != Job.State.DONE)
        .toList();
  }

  void insert(Job job) {
    session.execute(
        "INSERT INTO catalog.jobs VALUES (?, ?, ?, ?, ?)",
        job.project(),
        job.id(),
        job.location(),
        job.created(),
        Json.text(job.resource()));
  }

  void update(Job job) {
    session.execute(
        "UPDATE catalog.jobs SET resource = ? WHERE project = ? AND id = ?",
        Json.text(job.resource()),
        job.project(),
        job.id());
  }

  void delete(Job job) {
    session.execute(
        "DELETE FROM catalog.jobs WHERE project = ? AND id = ?", job.project(), job.id());
  }

  private static Job read(ResultSet r) throws SQLException {
    return new Job(
        r.getString(1),
        r.getString(2),
        r.getString(3),
        r.getLong(4),
        Json.parseObject(r.getString(5)));
  }
}
