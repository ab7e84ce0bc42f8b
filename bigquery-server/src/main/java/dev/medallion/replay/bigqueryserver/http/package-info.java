/** The REST API: calls, their paths, and the resources that answer them. */
package dev.medallion.replay.bigqueryserver.http;
