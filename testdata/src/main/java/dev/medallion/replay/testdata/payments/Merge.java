package dev.medallion.replay.testdata.payments;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;

/** Sorted drafts merged into one sorted sequence, holding one of each at a time. */
final class Merge implements Iterator<Draft> {
  private record Head(Draft draft, int number, Iterator<Draft> rest) {}

  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(
          Comparator.comparing((Head head) -> head.draft().sortKey()).thenComparing(Head::number));

  Merge(Collection<? extends Iterator<Draft>> sorted) {
    int number = 0;
    for (Iterator<Draft> drafts : sorted) {
      push(number++, drafts);
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public Draft next() {
    Head head = heads.remove();
    push(head.number(), head.rest());
    return head.draft();
  }

  private void push(int number, Iterator<Draft> drafts) {
    if (drafts.hasNext()) {
      heads.add(new Head(drafts.next(), number, drafts));
    }
  }
}
