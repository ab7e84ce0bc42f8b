package dev.medallion.replay.transforms.storage;

import java.io.IOException;

/** What a storage can't do; the message names the object and says why. */
public abstract sealed class StorageException extends IOException {
  private static final long serialVersionUID = 1;

  private final Address address;
  private final String what;

  private StorageException(Address address, String what, Throwable cause) {
    super(address + " " + what, cause);
    this.address = address;
    this.what = what;
  }

  /** The message without the address that it begins with. */
  public String what() {
    return what;
  }

  /** What it is about. */
  public Address address() {
    return address;
  }

  /** There is no such object. */
  public static final class Absent extends StorageException {
    private static final long serialVersionUID = 1;

    public Absent(Address address) {
      super(address, "does not exist", null);
    }
  }

  /** The object is another than the one that was meant. */
  public static final class PreconditionFailed extends StorageException {
    private static final long serialVersionUID = 1;

    public PreconditionFailed(Address address, String what) {
      super(address, what, null);
    }

    /** Somebody wrote it since it was pinned. */
    public static PreconditionFailed changed(Address address) {
      return new PreconditionFailed(address, "has changed since");
    }
  }

  /** Whoever asks may not. */
  public static final class Denied extends StorageException {
    private static final long serialVersionUID = 1;

    public Denied(Address address, String what, Throwable cause) {
      super(address, what, cause);
    }
  }

  /** It may work later. A call that should have written something may have done so. */
  public static final class Unavailable extends StorageException {
    private static final long serialVersionUID = 1;

    public Unavailable(Address address, String what, Throwable cause) {
      super(address, what, cause);
    }
  }

  /** It won't work as it is: e.g. a folder where an object should be, or an impossible name. */
  public static sealed class Unusable extends StorageException {
    private static final long serialVersionUID = 1;

    public Unusable(Address address, String what) {
      this(address, what, null);
    }

    public Unusable(Address address, String what, Throwable cause) {
      super(address, what, cause);
    }
  }

  /** The object holds other bytes than those that this program wrote, or fewer. */
  public static final class Altered extends Unusable {
    private static final long serialVersionUID = 1;

    private Altered(Address address, String what) {
      super(address, what + "; start a new run");
    }

    /** Other bytes. */
    public static Altered other(Address address) {
      return new Altered(address, "was altered after it was written");
    }

    /** Fewer. */
    public static Altered truncated(Address address) {
      return new Altered(address, "is truncated");
    }
  }
}
