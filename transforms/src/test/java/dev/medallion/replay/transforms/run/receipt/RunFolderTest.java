package dev.medallion.replay.transforms.run.receipt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medallion.replay.options.message.UsageException;
import dev.medallion.replay.transforms.storage.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path state;

  @Test
  void stepsAreKeptAndTheLastOneIsTheReceipt() throws IOException {
    Manifest started = Receipts.started("run");
    Manifest whole = Receipts.whole("run", List.of(Receipts.BLOCKING));
    RunFolder folder = RunFolder.create(Address.of(state), "a");
    folder.started(started);
    assertThat(folder.latestManifest(), is(started));
    folder.step(started.withFindings(List.of(Receipts.BLOCKING)));
    assertThat(folder.latestManifest().findings(), contains(Receipts.BLOCKING));
    folder.finished(whole);
    assertThat(folder.latestManifest(), is(whole));
    assertThat(ManifestJson.read(folder.file("manifest-1.json")), is(started));
    folder.finished(started.failed("again", Instant.EPOCH));
    assertThat("what stands is kept", folder.latestManifest(), is(whole));

    JsonNode verdict =
        JSON.readTree(Path.of(folder.address().uri()).resolve(RunFolder.VERDICT).toFile());
    assertThat(verdict.get("verdict").asText(), is("BLOCKED"));
    assertThat(verdict.get("exitCode").asInt(), is(3));
    assertThat(verdict.get("blocking").get(0).asText(), is("row_drop:silver.charges/2026-02-03"));
  }

  @Test
  void aRunIdIsUsedOnce() throws IOException {
    RunFolder.create(Address.of(state), "february");
    assertThat(
        assertThrows(UsageException.class, () -> RunFolder.create(Address.of(state), "february"))
            .getMessage(),
        containsString("run february already exists"));
  }

  @Test
  void runsAreListedByTheirStartNotTheirName() throws IOException {
    assertThat(RunFolder.list(Address.of(state)), is(List.of()));
    begin("z", "2026-01-01T00:00:00Z");
    begin("b", "2026-01-03T00:00:00Z");
    begin("m", "2026-01-02T00:00:00Z");
    assertThat(RunFolder.list(Address.of(state)), contains("z", "m", "b"));
  }

  @Test
  void theLineageNamesOneRunWithItsInputsAndOutputs() throws IOException {
    RunFolder folder = RunFolder.create(Address.of(state), "a");
    folder.started(Receipts.started("run"));
    folder.finished(Receipts.whole("run", List.of(Receipts.BLOCKING)));
    List<String> lines =
        Files.readAllLines(Path.of(folder.address().uri()).resolve(RunFolder.LINEAGE));
    JsonNode start = JSON.readTree(lines.get(0));
    JsonNode end = JSON.readTree(lines.get(1));
    assertThat(lines.size(), is(2));
    assertThat(start.get("eventType").asText(), is("START"));
    assertThat(end.get("eventType").asText(), is("FAIL"));
    assertThat(end.at("/run/facets/errorMessage/message").asText(), is("all 7 rows would go"));
    assertThat(start.at("/run/runId"), is(end.at("/run/runId")));
    String id = start.at("/run/runId").asText();
    assertThat(UUID.fromString(id).toString(), is(id));
    assertThat(end.at("/inputs/0/name").asText(), is("bronze"));
    assertThat(end.at("/outputs/0/name").asText(), is("silver.charges"));
    assertThat(end.at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong(), is(1000L));
  }

  private void begin(String runId, String at) throws IOException {
    Manifest m = Receipts.started("run");
    RunInfo i = m.run();
    RunInfo run =
        new RunInfo(
            runId,
            i.command(),
            i.model(),
            i.modelDigest(),
            i.codeVersion(),
            i.warehouse(),
            Instant.parse(at));
    RunFolder.create(Address.of(state), runId).started(Manifest.started(run, m.window()));
  }
}
