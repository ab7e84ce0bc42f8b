package dev.medallion.replay.bigqueryserver;

import com.google.cloud.bigquery.BigQuery;
import java.nio.file.Path;

/** Where the contract is tested. */
interface Place extends AutoCloseable {

  BigQuery client();

  /** A dataset that exists, and is of this test alone. */
  String dataset();

  String location();

  /** Puts a file to where a load job finds it; returns its URI. */
  String put(Path file);

  @Override
  void close();
}
