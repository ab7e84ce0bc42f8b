/**
 * Makes lakes of the ERP's store sales: webhooks, and the API answers that were stored for each
 * order. The tables that a replay of such a lake must give are worked out elsewhere.
 */
package dev.medallion.replay.testdata.storeerp;
