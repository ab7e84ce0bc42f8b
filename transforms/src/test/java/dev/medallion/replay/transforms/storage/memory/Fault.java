package dev.medallion.replay.transforms.storage.memory;

import dev.medallion.replay.transforms.storage.Address;
import java.util.function.Function;

/** What goes wrong with a call to a storage. */
public enum Fault {
  /** Nothing. */
  NONE,
  /** It is not carried out. */
  FAILS,
  /** It is carried out, and nobody is told. */
  LOSES_ANSWER,
  /** It is carried out when {@link UnreliableStorage#carryOut} says so, and nobody is told. */
  COMES_LATE,
  /** It is carried out whatever is there, as some emulators do. */
  FORGETS_PRECONDITION;

  /** Which fault each call meets; it may also take its time. */
  @FunctionalInterface
  public interface Plan extends Function<Call, Fault> {
    /** Of one call alone, by its number, from 1, among those of its kind. */
    static Plan at(Kind kind, int number, Fault fault) {
      int[] calls = new int[1];
      return call -> call.kind() == kind && ++calls[0] == number ? fault : NONE;
    }
  }

  /** Kinds of calls. */
  public enum Kind {
    CREATE,
    REPLACE,
    READ,
    OPEN,
    STAT,
    PIN,
    LIST,
    CHILDREN,
    COPY,
    DELETE
  }

  /** A call to a storage. */
  public record Call(Kind kind, Address address) {}
}
