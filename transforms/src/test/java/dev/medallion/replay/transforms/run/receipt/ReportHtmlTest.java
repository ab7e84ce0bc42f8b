package dev.medallion.replay.transforms.run.receipt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import dev.medallion.replay.transforms.model.Severity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;

class ReportHtmlTest {
  @Test
  void whatComesFromDataIsEscaped() {
    Finding nasty =
        new Finding(
            "a<b>", Severity.WARNING, "t\"", "p'", 1, "<script>alert(1)</script>", "a & b", false);
    assertThat(
        ReportHtml.of(Receipts.whole("run", List.of(nasty))),
        allOf(
            containsString("&lt;script&gt;alert(1)&lt;/script&gt;"),
            containsString("a &amp; b"),
            containsString("a&lt;b&gt; · t&quot;/p&#x27;"),
            not(containsString("<script"))));
  }

  @Test
  void whatNobodySeesIsShown() {
    Finding forging =
        new Finding("a", Severity.BLOCK, "t", "p", 1, "x\n\u001b[31m\u202ey", "z\u009b", false);
    String html = ReportHtml.of(Receipts.whole("run", List.of(forging)));
    assertThat(html, allOf(containsString("<p>x··[31m·y</p>"), containsString("What to do: z·")));
    assertThat(html.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), is(false));
  }

  @Test
  void theVerdictStandsBeforeEverythingElse() {
    String html = ReportHtml.of(Receipts.whole("run", List.of(Receipts.BLOCKING)));
    assertThat(html.indexOf("<b>BLOCKED</b>"), lessThan(html.indexOf("<h2>")));
    assertThat(html.indexOf("Blocking findings"), lessThan(html.indexOf("Planned changes")));
  }

  @Test
  void thePageLoadsNothing() {
    String html = ReportHtml.of(Receipts.whole("run", List.of(Receipts.WARNING)));
    assertThat(
        html,
        allOf(
            not(containsString("http")),
            not(containsString("src=")),
            not(containsString("url(")),
            not(containsString("@import")),
            not(containsString("<link"))));
  }

  @Test
  void everyTagIsClosed() throws Exception {
    String html =
        ReportHtml.of(Receipts.whole("run", List.of(Receipts.WARNING, Receipts.BLOCKING)));
    String xml = html.replace("<!DOCTYPE html>\n", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
    assertThat(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("body")
            .getLength(),
        is(1));
  }

  @Test
  void whatPublishingCostIsSaidWhereTheWarehouseSaysSo() {
    String page =
        ReportHtml.of(Receipts.whole("run", List.of()).withWork(Optional.of(Receipts.WORK)));
    assertThat(
        page,
        allOf(
            containsString("Jobs of the warehouse"),
            containsString("7.0 KB processed, 20 MB billed"),
            containsString("Tables before the run"),
            containsString("lake_silver.charges is clustered by id")));
    assertThat(
        ReportHtml.of(Receipts.whole("run", List.of())),
        not(containsString("Jobs of the warehouse")));
  }
}
