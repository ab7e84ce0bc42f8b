package dev.medallion.replay.pipelines.suite.twice;

import java.util.Collection;
import java.util.Map;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.CausedByDrain;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValue;
import org.joda.time.Instant;

/** What one attempt at an element sees. */
record AttemptContext<I, O>(
    DoFn<I, O> fn,
    I element,
    Map<PCollectionView<?>, Object> sideInputs,
    PipelineOptions options,
    DoFn.MultiOutputReceiver out,
    TupleTag<O> main) {

  DoFn<I, O>.ProcessContext context() {
    I given = element;
    return fn.new ProcessContext() {
      @Override
      public I element() {
        return given;
      }

      @Override
      @SuppressWarnings("unchecked")
      public <T> T sideInput(PCollectionView<T> view) {
        return (T) sideInputs.get(view);
      }

      @Override
      public PipelineOptions getPipelineOptions() {
        return options;
      }

      @Override
      public void output(O value) {
        out.get(main).output(value);
      }

      @Override
      public <T> void output(TupleTag<T> tag, T value) {
        out.get(tag).output(value);
      }

      @Override
      public Instant timestamp() {
        return BoundedWindow.TIMESTAMP_MIN_VALUE;
      }

      @Override
      public PaneInfo pane() {
        return PaneInfo.NO_FIRING;
      }

      @Override
      public String currentRecordId() {
        throw new UnsupportedOperationException();
      }

      @Override
      public Long currentRecordOffset() {
        throw new UnsupportedOperationException();
      }

      @Override
      public CausedByDrain causedByDrain() {
        throw new UnsupportedOperationException();
      }

      @Override
      public void outputWithTimestamp(O value, Instant at) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void outputWindowedValue(
          O value, Instant at, Collection<? extends BoundedWindow> windows, PaneInfo pane) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void outputWindowedValue(WindowedValue<O> value) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T> void outputWithTimestamp(TupleTag<T> tag, T value, Instant at) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T> void outputWindowedValue(
          TupleTag<T> tag,
          T value,
          Instant at,
          Collection<? extends BoundedWindow> windows,
          PaneInfo pane) {
        throw new UnsupportedOperationException();
      }

      @Override
      public <T> void outputWindowedValue(TupleTag<T> tag, WindowedValue<T> value) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
