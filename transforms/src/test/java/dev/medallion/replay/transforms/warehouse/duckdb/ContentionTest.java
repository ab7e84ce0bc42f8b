package dev.medallion.replay.transforms.warehouse.duckdb;

import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.CHARGES;
import static dev.medallion.replay.transforms.warehouse.duckdb.Lake.charges;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medallion.replay.transforms.storage.Address;
import dev.medallion.replay.transforms.warehouse.Liveness;
import dev.medallion.replay.transforms.warehouse.Owner.HostProcess;
import dev.medallion.replay.transforms.warehouse.ProcessLiveness;
import dev.medallion.replay.transforms.warehouse.WarehouseBusyException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentionTest {
  private static final String DAY = "2026-02-03";
  @TempDir Path directory;
  private Lake lake;

  @BeforeEach
  void makeLake() {
    lake = new Lake(directory);
  }

  /** A process that holds the warehouse open for writing until its input ends. */
  static final class HoldOpen {
    private HoldOpen() {}

    public static void main(String[] args) throws SQLException, IOException {
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + args[0])) {
        System.out.println(connection.isClosed() ? "closed" : "open");
        while (System.in.read() >= 0) {}
      }
    }
  }

  @Test
  void afterABoundedWaitTheHolderIsNamed() throws Exception {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    try (Holder holder = hold()) {
      WarehouseBusyException reading =
          assertThrows(WarehouseBusyException.class, () -> lake.warehouse().read(List.of(CHARGES)));
      assertThat(
          reading.getMessage(), containsString("is held by process " + holder.process().pid()));
      assertThrows(
          WarehouseBusyException.class,
          () -> lake.publish("r2", lake.replacement(CHARGES, DAY, charges(DAY, 8), 1)));
    }
    assertThat(lake.query("SELECT amount FROM silver.charges"), contains(List.of("7")));
  }

  @Test
  void whenTheHolderLetsGoInTimeNobodyNotices() throws Exception {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    try (Holder holder = hold()) {
      Thread letGo =
          new Thread(
              () -> {
                try {
                  Thread.sleep(200);
                  holder.process().getOutputStream().close();
                } catch (InterruptedException | IOException e) {
                  throw new AssertionError(e);
                }
              });
      letGo.start();
      DuckDbWarehouse patient =
          DuckDbWarehouse.of(
              lake.file,
              Address.of(lake.state),
              Lake.settings().withPatience(Duration.ofSeconds(20)));
      assertThat(patient.read(List.of(CHARGES)).version(CHARGES.partition(DAY)), is(1));
      letGo.join();
    }
  }

  @Test
  void aProcessIsDeadOnceItEndedAndItsPidAloneDoesNotBringItBack() throws Exception {
    lake.publish("r1", lake.replacement(CHARGES, DAY, charges(DAY, 7), 0));
    Liveness liveness = new ProcessLiveness();
    HostProcess self = ProcessLiveness.thisProcess();
    HostProcess child;
    try (Holder holder = hold()) {
      child =
          new HostProcess(
              self.host(),
              holder.process().pid(),
              holder.process().info().startInstant().orElseThrow());
      assertThat(liveness.mayBeAlive(child), is(true));
    }
    assertThat(liveness.mayBeAlive(child), is(false));
    assertThat(liveness.mayBeAlive(self), is(true));
    assertThat(
        liveness.mayBeAlive(
            new HostProcess(self.host(), self.pid(), self.startedAt().minusSeconds(60))),
        is(false));
    assertThat(
        liveness.mayBeAlive(new HostProcess("another-host", child.pid(), child.startedAt())),
        is(true));
  }

  private record Holder(Process process) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }

  private Holder hold() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                HoldOpen.class.getName(),
                lake.file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(out.readLine(), is("open"));
    return new Holder(process);
  }
}
