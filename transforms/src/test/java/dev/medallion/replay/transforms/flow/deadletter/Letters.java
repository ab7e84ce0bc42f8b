package dev.medallion.replay.transforms.flow.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/** Dead letters for tests. */
public final class Letters {
  private Letters() {}

  /** One of a charge whose amount is no number, at its first attempt. */
  public static DeadLetter badAmount(String object, String generation, long position) {
    return new DeadLetter(
        "bronze",
        "charge",
        LocalDate.parse("2026-02-03"),
        object,
        generation,
        position,
        Map.of("entity", "charges"),
        "decode",
        Code.BAD_TYPE,
        "amount",
        "m",
        "{}".getBytes(StandardCharsets.UTF_8),
        1);
  }
}
