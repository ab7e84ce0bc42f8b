package dev.medallion.replay.transforms.storage;

import java.util.List;

/**
 * What a folder holds directly.
 *
 * @param objects by name
 * @param folders by name; a local one may be empty
 */
public record Children(List<Stat> objects, List<Address> folders) {
  public Children {
    objects = List.copyOf(objects);
    folders = List.copyOf(folders);
  }
}
