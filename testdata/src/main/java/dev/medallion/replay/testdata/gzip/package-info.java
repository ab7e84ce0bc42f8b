/** Gzip whose bytes are the same on every machine. Which objects are gzipped is up to each lake. */
package dev.medallion.replay.testdata.gzip;
