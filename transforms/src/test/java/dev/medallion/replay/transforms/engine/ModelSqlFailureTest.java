package dev.medallion.replay.transforms.engine;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSqlFailureTest {
  @Test
  void aSentenceEndsOnce() {
    assertThat(
        ModelSqlFailure.message("a.sql on shard a/0", "Overflow in addition of INT64 (1 + 2)!"),
        is(
            "a.sql on shard a/0: Overflow in addition of INT64 (… + …)! Correct the SQL, or make"
                + " the field's contract stricter"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "Could not convert string 'O'Hara, 7 Elm' to INT64 | Could not convert string … to INT64",
        "Malformed JSON. Input: \"ada@home.example\" | Malformed JSON. Input: …",
        "Type INT64 with value 5551234 is out of range of INT32 | Type INT64 with value … is out of range of INT32",
        "Overflow in addition of INT64 (-9 + 10.5)! | Overflow in addition of INT64 (… + …)!",
      })
  void aMessageKeepsWhatWentWrongAndDropsTheValuesThatItHappenedTo(String said, String kept) {
    assertThat(
        ModelSqlFailure.message(
            "silver/a.sql on shard a/0", said + "\n\nLINE 9:   CAST(name AS INT)\n     ^"),
        is(
            "silver/a.sql on shard a/0: "
                + kept
                + ", at: CAST(name AS INT). Correct the SQL, or make the field's contract"
                + " stricter"));
  }
}
