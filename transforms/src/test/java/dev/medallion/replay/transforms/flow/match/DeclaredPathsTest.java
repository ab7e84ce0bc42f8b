package dev.medallion.replay.transforms.flow.match;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import dev.medallion.replay.transforms.flow.decode.Payments;
import dev.medallion.replay.transforms.storage.Address;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeclaredPathsTest {
  private static final String EVENTS = "bronze/source=stripe/entity=webhook_events";
  private static final String PAYLOAD = EVENTS + "/dt=2026-02-03/event_id=e/payload.json";

  private static DeclaredPaths besideBronze(String root, String webhooksRoot) {
    return DeclaredPaths.of(
        Payments.MODEL,
        Payments.BRONZE,
        Map.of("bronze", Address.parse(root), "webhooks", Address.parse(webhooksRoot)));
  }

  @Test
  void objectsFoldersAndMarkersOfAnotherSourceAreDeclared() {
    DeclaredPaths declared = besideBronze("/lake", "/lake");
    assertThat(declared.holds(PAYLOAD, false), is(true));
    assertThat(declared.holds(EVENTS + "/dt=2026-02-03/event_id=e", true), is(true));
    assertThat(declared.holds(EVENTS + "/markers/e.marker", false), is(true));
    assertThat(declared.holds(EVENTS + "/markers", true), is(true));
    assertThat(declared.holds(EVENTS + "/dt=2026-02-03/event_id=e/payload", false), is(false));
    assertThat(declared.holds(EVENTS + "/dt=2026-02-30", true), is(false));
  }

  @Test
  void rootsMayLieInOneAnother() {
    assertThat(besideBronze("/lake/a", "/lake").holds(PAYLOAD, false), is(true));
    assertThat(besideBronze("/lake", "/lake/a").holds("a/" + PAYLOAD, false), is(true));
    assertThat(besideBronze("/lake", "/lake/a").holds("a", true), is(true));
    assertThat(besideBronze("/lake", "/lakes").holds("a/" + PAYLOAD, false), is(false));
  }

  @Test
  void aLeftoverOfAnotherSourceIsNoneOfItsObjects() {
    Address root = Address.parse("/lake");
    DeclaredPaths declared =
        DeclaredPaths.of(
            Payments.MODEL, Payments.WEBHOOKS, Map.of("bronze", root, "webhooks", root));
    String folder = "bronze/source=stripe/entity=charges/dt=2026-02-03/run_id=r";
    assertThat(declared.holds(folder + "/part-00000.jsonl", false), is(true));
    assertThat(declared.holds(folder + "/_metadata.json", false), is(true));
    assertThat(declared.holds(folder + "/.part-00000.jsonl.crc", false), is(false));
  }
}
