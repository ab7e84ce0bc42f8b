/**
 * How a flex template's launcher starts a command on Dataflow: parameters, defaults, and the
 * templates' metadata. What a command does is in {@code commands}.
 */
package dev.medallion.replay.pipelines.template;
