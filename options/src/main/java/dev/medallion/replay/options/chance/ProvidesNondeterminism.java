package dev.medallion.replay.options.chance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lifts the build's ban on clocks and randomness from the one class that provides them. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@interface ProvidesNondeterminism {}
