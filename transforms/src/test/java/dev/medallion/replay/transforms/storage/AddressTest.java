package dev.medallion.replay.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "/data/lake, /data/lake",
    "/data/lake/, /data/lake",
    "/data/x/../lake/./a, /data/lake/a",
    "/, /",
    "file:/data/lake, /data/lake",
    "file:///data/lake/, /data/lake",
    "/data/a%20b, /data/a%20b",
    "file:///data/a%20b, /data/a%20b",
    "/data/a:b, /data/a:b",
    "gs://bucket, gs://bucket",
    "gs://bucket/, gs://bucket",
    "GS://bucket/a, gs://bucket/a",
    "gs://bucket/a/b/, gs://bucket/a/b",
    "gs://bucket/a//b, gs://bucket/a//b",
    "gs://bucket/a/../b, gs://bucket/a/../b",
    "gs://my_bucket.example/a b, gs://my_bucket.example/a b",
    "s3://bucket/a, s3://bucket/a",
  })
  void anAddressIsReadAndWritten(String text, String uri) {
    assertThat(Address.parse(text).uri(), is(uri));
    assertThat(Address.parse(Address.parse(text).uri()), is(Address.parse(text)));
  }

  @Test
  void aRelativePathIsBelowTheCurrentFolder() {
    Path here = Path.of("").toAbsolutePath();
    for (String text : List.of("lake/a", "./lake/a", "file:lake/a", "x/../lake/a")) {
      assertThat(Address.parse(text), is(Address.of(here.resolve("lake/a"))));
    }
    assertThat(Address.parse("./a:b"), is(Address.of(here.resolve("a:b"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gs:/bucket/a | gs://<bucket>/<path>",
        "gs:bucket | gs://<bucket>/<path>",
        "gs:// | bucket",
        "gs:///a | bucket",
        "gs://Bucket/a | bucket",
        "gs://b/a | bucket",
        "gs://bucket:80/a | bucket",
        "gs://user@bucket/a | bucket",
        "duckdb:lake.duckdb | ./duckdb:lake.duckdb",
        "s3:bucket/a | ./s3:bucket/a",
        "file://host/data | host",
        "'' | empty",
        "file: | empty",
      })
  void whatIsNoAddressIsRefused(String text, String named) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Address.parse(text.equals("''") ? "" : text));
    assertThat(e.getMessage(), containsString(named));
  }

  @Test
  void aPathWithANulIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Address.parse("/data/\0"));
    assertThrows(IllegalArgumentException.class, () -> Address.parse("gs://bucket/\0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data", "gs://bucket", "gs://bucket/data", "/"})
  void namesBelowAFolder(String text) {
    Address folder = Address.parse(text);
    Address child = folder.resolve("a/b.json");
    assertThat(child.uri(), is((text.equals("/") ? "" : text) + "/a/b.json"));
    assertThat(child.below(folder), is("a/b.json"));
    assertThat(child.name(), is("b.json"));
    assertThat(child.parent(), is(folder.resolve("a")));
    assertThat(child.isBelow(folder), is(true));
    assertThat(folder.isBelow(folder), is(false));
    assertThat(folder.resolve("ab").isBelow(folder.resolve("a")), is(false));
    assertThrows(IllegalArgumentException.class, () -> folder.below(child));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", ".", "..", "a/../b", "./a", "a/."})
  void aNameStaysBelowItsFolder(String name) {
    for (String folder : List.of("/data", "gs://bucket/data")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> Address.parse(folder).resolve(name));
      assertThat(e.getMessage(), containsString("'" + name + "'"));
    }
  }

  @Test
  void itIsShownInOneLine() {
    Address odd = Address.parse("/data").resolve("a\nb\u001b[31m\u202e\\");
    assertThat(odd.uri(), containsString("\n"));
    assertThat(odd.toString(), is("/data/a\\u000ab\\u001b[31m\\u202e\\\\"));
    assertThat(Address.parse("/données/日本").toString(), is("/données/日本"));
  }

  @Test
  void namesAreOrderedByTheirCodePoints() {
    Address folder = Address.parse("gs://bucket");
    assertThat(folder.resolve("\uffee").compareTo(folder.resolve("\ud83d\ude00")), is(lessThan(0)));
    assertThat(folder.resolve("a.b").compareTo(folder.resolve("a/b")), is(lessThan(0)));
    assertThat(folder.resolve("A").compareTo(folder.resolve("a")), is(lessThan(0)));
    assertThat(folder.resolve("a").compareTo(folder.resolve("a")), is(0));
    assertThat(folder.resolve("a"), is(not(folder.resolve("A"))));
  }

  @Test
  void aLocalAddressIsAPath() {
    assertThat(Address.of(Path.of("/data/a b")).path(), is("data/a b"));
    assertThat(Address.parse("/data/a b").scheme(), is("file"));
    assertThat(Address.parse("gs://bucket/a").scheme(), is("gs"));
    assertThat(Address.parse("gs://bucket/a").root(), is("bucket"));
  }
}
