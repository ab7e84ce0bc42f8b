package dev.medallion.replay.transforms.warehouse.log;

import dev.medallion.replay.transforms.storage.memory.Fault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Threads of which one runs at a time, from one call to the world outside to the next. Whose turn
 * it is, and what becomes of the call, is drawn: so what they do is the same for the same draws.
 */
final class Turns {
  private final Map<String, Actor> actors = new LinkedHashMap<>();
  private final Semaphore arrived = new Semaphore(0);
  private final List<Throwable> failures = new ArrayList<>();

  /** What an actor does. */
  @FunctionalInterface
  interface Play {
    void run() throws Exception;
  }

  /** The end of a process, at a call. */
  static final class Died extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** A thread; it runs only when it is its turn. */
  private static final class Actor {
    final Semaphore go = new Semaphore(0);
    Fault next = Fault.NONE;
    boolean dies;
    boolean ended;
  }

  /** Adds an actor, and lets it run up to its first call. */
  void add(String name, Play play) {
    Actor actor = new Actor();
    actors.put(name, actor);
    Thread thread =
        new Thread(
            () -> {
              try {
                play.run();
              } catch (Throwable e) {
                failures.add(e);
              } finally {
                actor.ended = true;
                arrived.release();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    arrived.acquireUninterruptibly();
  }

  /** Waits for an actor's turn; called in its thread before each of its calls. */
  Fault await(String name) {
    Actor actor = actors.get(name);
    arrived.release();
    actor.go.acquireUninterruptibly();
    if (actor.dies) {
      actor.dies = false;
      throw new Died();
    }
    return actor.next;
  }

  /** The actors that have not ended. */
  List<String> atWork() {
    return actors.entrySet().stream()
        .filter(a -> !a.getValue().ended)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Lets an actor make its call, and run up to the next one. */
  void take(String name, Fault fault) {
    Actor actor = actors.get(name);
    actor.next = fault;
    actor.go.release();
    arrived.acquireUninterruptibly();
  }

  /** Ends an actor's process before its call. */
  void kill(String name) {
    actors.get(name).dies = true;
    take(name, Fault.NONE);
  }

  /** What actors failed with. */
  List<Throwable> failures() {
    return failures;
  }
}
