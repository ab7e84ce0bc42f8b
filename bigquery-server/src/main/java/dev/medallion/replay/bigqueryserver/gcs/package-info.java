/** Files of a load or an extract: local ones, and objects of a server that speaks Cloud Storage. */
package dev.medallion.replay.bigqueryserver.gcs;
