package dev.medallion.replay.transforms.beam;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;

import dev.medallion.replay.transforms.flow.match.ShardCounts;
import dev.medallion.replay.transforms.flow.shard.ShardResult;
import dev.medallion.replay.transforms.warehouse.changeset.PartitionResults;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;

class PackedFactTest {
  private static final Fact.Sharded SHARDED =
      new Fact.Sharded(new ShardCounts(new TreeMap<>(Map.of("charge", 3))));
  private static final Fact.ShardBuilt SHARD =
      new Fact.ShardBuilt(
          new ShardResult("charge", 1, List.of(), List.of(), List.of(), List.of(), List.of(), ""));

  private static final Fact.PartitionsBuilt PARTITIONS =
      new Fact.PartitionsBuilt(new PartitionResults(List.of()));

  @Test
  void aFactComesBackAsItWasFromWhatItsCoderWrites() throws CoderException {
    KV<String, PackedFact> packed = PackedFact.of(SHARD);

    KV<String, PackedFact> read = CoderUtils.clone(PackedFact.keyedCoder(), packed);

    assertThat(read, is(packed));
    assertThat(read.getValue().fact(), is(SHARD));
    assertThat(read.getValue().fact(), sameInstance(read.getValue().fact()));
  }

  /** As each bundle of a worker is handed its side inputs. */
  @Test
  void whatComesAgainIsNotUnpackedAgain() throws CoderException {
    KV<String, PackedFact> packed = PackedFact.of(PARTITIONS);

    Fact.PartitionsBuilt first = (Fact.PartitionsBuilt) handedOver(packed);
    Fact.PartitionsBuilt second = (Fact.PartitionsBuilt) handedOver(packed);

    assertThat(second, sameInstance(first));
    assertThat(second.partitions().partitions(), sameInstance(first.partitions().partitions()));
    assertThat(handedOver(PackedFact.of(SHARD)), is(SHARD));
  }

  private static Fact handedOver(KV<String, PackedFact> packed) throws CoderException {
    return CoderUtils.clone(PackedFact.keyedCoder(), packed).getValue().fact();
  }

  @Test
  void factsAreToldApartByTheirKind() {
    List<KV<String, PackedFact>> facts =
        List.of(PackedFact.of(SHARDED), PackedFact.of(SHARD), PackedFact.of(SHARDED));

    assertThat(PackedFact.all(facts, Fact.Sharded.class), is(List.of(SHARDED, SHARDED)));
    assertThat(PackedFact.all(facts, Fact.ShardBuilt.class), is(List.of(SHARD)));
    assertThat(PackedFact.all(facts, Fact.Heads.class), is(List.of()));
  }
}
