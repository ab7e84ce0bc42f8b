/** What the service refuses, and how it says so. */
package dev.medallion.replay.bigqueryserver.errors;
