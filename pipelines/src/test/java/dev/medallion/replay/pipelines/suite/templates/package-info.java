/**
 * What the launcher of a template submits to Dataflow: a process as the launcher's image starts it,
 * against servers that stand in for Dataflow, Cloud Storage and BigQuery.
 */
package dev.medallion.replay.pipelines.suite.templates;
