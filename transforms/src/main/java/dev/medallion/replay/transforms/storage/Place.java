package dev.medallion.replay.transforms.storage;

/** A folder and the storage that has it: e.g. a state, a staging, the folder of a run. */
public record Place(Storage storage, Address address) {
  /** The address of something in this folder. */
  public Address resolve(String name) {
    return address.resolve(name);
  }

  /** A folder in this one. */
  public Place folder(String name) {
    return new Place(storage, resolve(name));
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
