package dev.medallion.replay.transforms.warehouse;

import dev.medallion.replay.options.window.DayRange;
import java.io.Serializable;
import java.util.List;

/**
 * What the names in a change set mean, for whoever publishes it without the model.
 *
 * @param span from the first day of the run's window to the last
 * @param zone of the model's business day
 * @param tables all tables of the model
 */
public record PublishTarget(DayRange span, String zone, List<TableRef> tables)
    implements Serializable {}
