/** What jobs do to tables, and how they go from pending to done. */
package dev.medallion.replay.bigqueryserver.jobs;
