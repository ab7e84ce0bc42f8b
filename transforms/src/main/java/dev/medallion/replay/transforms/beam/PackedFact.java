package dev.medallion.replay.transforms.beam;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * A {@link Fact} as bytes, which are read when it is first asked for.
 *
 * <p>The DirectRunner copies what it has gathered for a key or a side input, element by element,
 * with every bundle that adds to it. These it copies without looking into them; and who looks for
 * one kind of fact does not unpack the others.
 */
public final class PackedFact {
  private static final List<Class<?>> KINDS = List.of(Fact.class.getPermittedSubclasses());

  /** All facts have the same key: what brings them together brings all together. */
  private static final String KEY = "";

  private final int kind;
  private final byte[] bytes;

  /** Whether it came from another step by its coder, and may come again with the next bundle. */
  private final boolean decoded;

  private volatile Fact fact;

  private PackedFact(int kind, byte[] bytes, boolean decoded) {
    this.kind = kind;
    this.bytes = bytes;
    this.decoded = decoded;
  }

  /** Packs a fact, keyed to be brought together with all others. */
  public static KV<String, PackedFact> of(Fact fact) {
    return KV.of(
        KEY,
        new PackedFact(
            KINDS.indexOf(fact.getClass()), SerializableUtils.serializeToByteArray(fact), false));
  }

  /** The fact; whoever asks gets the same one, and leaves it as it is. */
  public Fact fact() {
    Fact known = fact;
    if (known == null) {
      known =
          decoded
              ? DecodedFacts.of(new PackedFact(kind, bytes, true), PackedFact::unpacked)
              : unpacked();
      fact = known;
    }
    return known;
  }

  private Fact unpacked() {
    return (Fact) SerializableUtils.deserializeFromByteArray(bytes, "a fact of the run");
  }

  /** All facts of a kind, of a side input. */
  static <T extends Fact> List<T> all(Iterable<KV<String, PackedFact>> facts, Class<T> kind) {
    return all(stream(facts).map(KV::getValue), kind);
  }

  /** All facts of a kind, of those that were brought together. */
  static <T extends Fact> List<T> all(KV<String, Iterable<PackedFact>> facts, Class<T> kind) {
    return all(stream(facts.getValue()), kind);
  }

  /**
   * The facts of a kind, of a side input, one after the other: each pass unpacks them again, and
   * keeps none. For those of which there may be more than a heap holds.
   */
  static <T extends Fact> Stream<T> stream(Iterable<KV<String, PackedFact>> facts, Class<T> kind) {
    return unkept(stream(facts).map(KV::getValue), kind);
  }

  /** The same, of those that were brought together. */
  static <T extends Fact> Stream<T> stream(KV<String, Iterable<PackedFact>> facts, Class<T> kind) {
    return unkept(stream(facts.getValue()), kind);
  }

  private static <T extends Fact> Stream<T> unkept(Stream<PackedFact> facts, Class<T> kind) {
    return of(facts, kind).map(f -> kind.cast(f.unpacked()));
  }

  private static <T extends Fact> List<T> all(Stream<PackedFact> facts, Class<T> kind) {
    return of(facts, kind).map(f -> kind.cast(f.fact())).toList();
  }

  private static Stream<PackedFact> of(Stream<PackedFact> facts, Class<? extends Fact> kind) {
    int number = KINDS.indexOf(kind);
    return facts.filter(f -> f.kind == number);
  }

  private static <T> Stream<T> stream(Iterable<T> all) {
    return StreamSupport.stream(all.spliterator(), false);
  }

  /** Sets the coder of a collection of facts. */
  public static PCollection<KV<String, PackedFact>> coded(
      PCollection<KV<String, PackedFact>> facts) {
    return facts.setCoder(keyedCoder());
  }

  static Coder<KV<String, PackedFact>> keyedCoder() {
    return KvCoder.of(StringUtf8Coder.of(), new FactCoder());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PackedFact that
        && kind == that.kind
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Writes the bytes as they are. */
  private static final class FactCoder extends CustomCoder<PackedFact> {
    private static final long serialVersionUID = 1L;

    @Override
    public void encode(PackedFact fact, OutputStream out) throws IOException {
      VarIntCoder.of().encode(fact.kind, out);
      ByteArrayCoder.of().encode(fact.bytes, out);
    }

    @Override
    public PackedFact decode(InputStream in) throws IOException {
      return new PackedFact(VarIntCoder.of().decode(in), ByteArrayCoder.of().decode(in), true);
    }

    @Override
    public boolean consistentWithEquals() {
      return true;
    }

    @Override
    public void verifyDeterministic() {}

    @Override
    public boolean equals(Object other) {
      return other instanceof FactCoder;
    }

    @Override
    public int hashCode() {
      return FactCoder.class.hashCode();
    }
  }
}
