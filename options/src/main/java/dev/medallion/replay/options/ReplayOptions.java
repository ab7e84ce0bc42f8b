package dev.medallion.replay.options;

/** The options of {@code run} and {@code plan}; {@link RunSettings} is what they come to. */
public interface ReplayOptions
    extends ModelOptions,
        WindowOptions,
        WarehouseOptions,
        GateOptions,
        EngineOptions,
        ProgressOptions,
        OutputOptions {}
