package dev.medallion.replay.pipelines.suite;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test that looks into the warehouse's file, or writes to it: elsewhere there is none. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
    named = BenchWarehouse.PROPERTY,
    matches = "(?!duckdb).+",
    disabledReason = "there is no file to look into")
public @interface AsksTheFile {}
