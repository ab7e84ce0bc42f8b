package dev.medallion.replay.pipelines.suite.twice;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.reflect.DoFnInvoker;
import org.apache.beam.sdk.transforms.reflect.DoFnInvokers;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/**
 * A step whose every element is worked on four times: once before and once at the same time as the
 * attempt that counts, with what they give thrown away, and once more after the run has ended. What
 * a grouping brings together comes in another order in each.
 */
final class TwiceFn<I, O> extends DoFn<I, O> {
  private static final long serialVersionUID = 1L;

  private static final List<Late> LATE = Collections.synchronizedList(new ArrayList<>());
  private static final List<String> STEPS = Collections.synchronizedList(new ArrayList<>());

  private static final List<String> FAILED = Collections.synchronizedList(new ArrayList<>());

  private final String name;
  private final DoFn<I, O> step;
  private final TupleTag<O> main;
  private final List<PCollectionView<?>> views;
  private transient DoFnInvoker<I, O> counting;
  private transient DoFnInvoker<I, O> other;

  /** An attempt that a runner gave up on, and that goes on after the run. */
  record Late(String step, Runnable attempt) {}

  TwiceFn(String name, DoFn<I, O> step, TupleTag<O> main, List<PCollectionView<?>> views) {
    this.name = name;
    this.step = step;
    this.main = main;
    this.views = views;
  }

  /** The attempts that are still to end; they are forgotten here. */
  static List<Late> late() {
    List<Late> all = List.copyOf(LATE);
    LATE.clear();
    return all;
  }

  /** The names of the steps that were done twice, an entry an element; they are forgotten here. */
  static List<String> steps() {
    List<String> all = List.copyOf(STEPS);
    STEPS.clear();
    return all;
  }

  /** The attempts during the run that failed; a runner would go on failing. */
  static List<String> failed() {
    List<String> all = List.copyOf(FAILED);
    FAILED.clear();
    return all;
  }

  @Setup
  public void setUp(PipelineOptions options) {
    counting = invoker(options);
    other = invoker(options);
  }

  private DoFnInvoker<I, O> invoker(PipelineOptions options) {
    DoFnInvoker<I, O> invoker = DoFnInvokers.invokerFor(SerializableUtils.clone(step));
    invoker.invokeSetup(
        new DoFnInvoker.BaseArgumentProvider<>() {
          @Override
          public PipelineOptions pipelineOptions() {
            return options;
          }

          @Override
          public String getErrorContext() {
            return "setup";
          }
        });
    return invoker;
  }

  @ProcessElement
  public void process(ProcessContext context, MultiOutputReceiver out) {
    Map<PCollectionView<?>, Object> sideInputs = new HashMap<>();
    views.forEach(v -> sideInputs.put(v, Orders.held(context.sideInput(v))));
    I element = Orders.held(context.element());
    PipelineOptions options = context.getPipelineOptions();
    STEPS.add(name);

    attempted(other, Orders.reversed(element), sideInputs, options, thrownAway());
    DoFnInvoker<I, O> third = invoker(options);
    CompletableFuture<Void> beside =
        CompletableFuture.runAsync(
            () -> attempted(third, Orders.rotated(element), sideInputs, options, thrownAway()));
    try {
      attempted(counting, element, sideInputs, options, out);
    } finally {
      beside.join();
    }
    DoFnInvoker<I, O> last = invoker(options);
    LATE.add(
        new Late(
            name,
            () -> attempt(last, Orders.reversed(element), sideInputs, options, thrownAway())));
  }

  private void attempted(
      DoFnInvoker<I, O> invoker,
      I element,
      Map<PCollectionView<?>, Object> sideInputs,
      PipelineOptions options,
      MultiOutputReceiver out) {
    try {
      attempt(invoker, element, sideInputs, options, out);
    } catch (RuntimeException e) {
      FAILED.add(name + ": " + e);
      throw e;
    }
  }

  private void attempt(
      DoFnInvoker<I, O> invoker,
      I element,
      Map<PCollectionView<?>, Object> sideInputs,
      PipelineOptions options,
      MultiOutputReceiver out) {
    DoFn<I, O> fn = invoker.getFn();
    DoFn<I, O>.ProcessContext context =
        new AttemptContext<>(fn, element, sideInputs, options, out, main).context();
    invoker.invokeProcessElement(
        new DoFnInvoker.BaseArgumentProvider<>() {
          @Override
          public DoFn<I, O>.ProcessContext processContext(DoFn<I, O> doFn) {
            return context;
          }

          @Override
          public I element(DoFn<I, O> doFn) {
            return element;
          }

          @Override
          public OutputReceiver<O> outputReceiver(DoFn<I, O> doFn) {
            return out.get(main);
          }

          @Override
          public MultiOutputReceiver taggedOutputReceiver(DoFn<I, O> doFn) {
            return out;
          }

          @Override
          public PipelineOptions pipelineOptions() {
            return options;
          }

          @Override
          public String getErrorContext() {
            return name;
          }
        });
  }

  @SuppressWarnings("unchecked")
  private static MultiOutputReceiver thrownAway() {
    Object receiver =
        Proxy.newProxyInstance(
            TwiceFn.class.getClassLoader(),
            new Class<?>[] {OutputReceiver.class},
            (proxy, method, args) -> null);
    return new MultiOutputReceiver() {
      @Override
      public <T> OutputReceiver<T> get(TupleTag<T> tag) {
        return (OutputReceiver<T>) receiver;
      }

      @Override
      public <T> OutputReceiver<org.apache.beam.sdk.values.Row> getRowReceiver(TupleTag<T> tag) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
