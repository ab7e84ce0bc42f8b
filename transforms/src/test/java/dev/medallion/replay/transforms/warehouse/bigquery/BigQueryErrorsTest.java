package dev.medallion.replay.transforms.warehouse.bigquery;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.google.cloud.bigquery.BigQueryError;
import com.google.cloud.bigquery.BigQueryException;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BigQueryErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "backendError, true",
    "internalError, true",
    "rateLimitExceeded, true",
    "jobRateLimitExceeded, true",
    "quotaExceeded, false",
    "invalid, false",
    "notFound, false",
    "accessDenied, false",
    "stopped, false"
  })
  void jobsThatMayDoBetterLater(String reason, boolean mayPass) {
    assertThat(BigQueryErrors.mayPass(new BigQueryError(reason, "", "")), is(mayPass));
  }

  @ParameterizedTest
  @CsvSource({"0, true", "429, true", "500, true", "503, true", "400, false", "404, false"})
  void callsThatMayDoBetterLater(int code, boolean mayPass) {
    assertThat(BigQueryErrors.mayPass(new BigQueryException(code, "x")), is(mayPass));
  }

  @Test
  void aBrokenConnectionMayPassAndADeniedCallIsTold() {
    assertThat(BigQueryErrors.mayPass(new BigQueryException(new IOException("reset"))), is(true));
    assertThat(
        BigQueryErrors.isDenied(
            new BigQueryException(403, "x", new BigQueryError("accessDenied", "", ""))),
        is(true));
    assertThat(
        BigQueryErrors.isDenied(
            new BigQueryException(403, "x", new BigQueryError("quotaExceeded", "", ""))),
        is(false));
  }
}
