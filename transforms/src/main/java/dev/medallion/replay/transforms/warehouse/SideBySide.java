package dev.medallion.replay.transforms.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Work before a publication that mostly waits, several pieces at a time. */
public final class SideBySide {
  private SideBySide() {}

  /**
   * Does it.
   *
   * @param what cannot be done where one piece fails, for the message
   * @param most how many pieces at a time
   * @return what each came to, in their order
   * @throws WarehouseException where one fails, or the run is stopped
   */
  public static <T> List<T> all(String what, int most, List<Callable<T>> pieces) {
    if (pieces.isEmpty()) {
      return List.of();
    }
    ExecutorService workers = Executors.newFixedThreadPool(Math.min(most, pieces.size()));
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> piece : workers.invokeAll(pieces)) {
        results.add(piece.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new WarehouseException("can't " + what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WarehouseException("nothing was published: the run was stopped", e);
    } finally {
      workers.shutdownNow();
    }
  }
}
