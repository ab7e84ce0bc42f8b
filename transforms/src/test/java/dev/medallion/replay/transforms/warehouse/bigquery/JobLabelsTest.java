package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JobLabelsTest {
  @Property
  void everyTextBecomesALabel(@ForAll String text) {
    assertThat(JobLabels.value(text), matchesPattern("[a-z0-9_-]{0,63}"));
  }

  @Example
  void whatIsALabelStaysAndOthersAreToldApart() {
    assertThat(JobLabels.value("2026-02-03"), is("2026-02-03"));
    assertThat(
        JobLabels.value("20260301T000000Z-ab"), not(is(JobLabels.value("20260301t000000z-ab"))));
  }
}
