package dev.medallion.replay.transforms.storage.packed;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A list as compressed bytes, read back when it is asked for.
 *
 * <p>The DirectRunner copies what it has gathered for a key or a side input, element by element,
 * with every bundle that adds to it: as objects, that grows with the square of the bundles. Bytes
 * it copies as they are, and they take a tenth of the memory.
 *
 * @param <T> an element
 */
public final class Packed<T extends Serializable> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The fastest one: what repeats in a list is found at any level. */
  private static final int ZSTD_LEVEL = 1;

  private final byte[] bytes;
  private final int rawBytes;
  private transient volatile SoftReference<List<T>> read = new SoftReference<>(null);

  private Packed(byte[] bytes, int rawBytes) {
    this.bytes = bytes;
    this.rawBytes = rawBytes;
  }

  /** Packs a list. */
  public static <T extends Serializable> Packed<T> of(List<T> list) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(raw)) {
      out.writeObject(new ArrayList<>(list));
    } catch (IOException e) {
      throw new UncheckedIOException("could not pack a list", e);
    }
    return new Packed<>(Zstd.compress(raw.toByteArray(), ZSTD_LEVEL), raw.size());
  }

  /**
   * The list, in its order. It stays unpacked as long as there is memory for it: for what many
   * units of work in a process look at.
   */
  public List<T> kept() {
    SoftReference<List<T>> known = read;
    List<T> list = known == null ? null : known.get();
    if (list == null) {
      list = Collections.unmodifiableList(list());
      read = new SoftReference<>(list);
    }
    return list;
  }

  /** The list, in its order; read anew each time. */
  @SuppressWarnings("unchecked")
  public List<T> list() {
    byte[] raw = Zstd.decompress(bytes, rawBytes);
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(raw))) {
      return (List<T>) in.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException("could not unpack a list", e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("could not unpack a list", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packed<?> that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
