package dev.medallion.replay.options;

/** What {@code run} and {@code plan} have in common; {@code RunSettings} is what they come to. */
public interface ReplayOptions
    extends ModelOptions,
        WindowOptions,
        WarehouseOptions,
        GateOptions,
        EngineOptions,
        ProgressOptions,
        OutputOptions {}
