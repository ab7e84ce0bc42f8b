package dev.medallion.replay.options;

/**
 * The options that {@code run} and {@code plan} share; {@code RunSettings} holds their checked
 * values.
 */
public interface ReplayOptions
    extends ModelOptions,
        WindowOptions,
        WarehouseOptions,
        GateOptions,
        EngineOptions,
        ProgressOptions,
        OutputOptions {}
