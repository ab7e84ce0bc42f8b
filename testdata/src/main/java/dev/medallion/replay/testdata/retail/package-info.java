/** Makes lakes of the retail system: bronze events, and files that edge devices dropped. */
package dev.medallion.replay.testdata.retail;
