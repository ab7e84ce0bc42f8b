-- largest_remainder(weights, total): a total with two decimals shared out by weights, as a list of
-- DECIMAL(18,2) in their order, whose sum is the total to the cent. Cents that are left go where most was cut
-- off; of equals, to those that come first in the list. Weights are not negative; null where they are all 0.
CREATE OR REPLACE MACRO largest_remainder(weights, total) AS
  CASE WHEN list_sum(weights) > 0 THEN
    list_transform(
      list_sort(
        list_transform(
          list_sort(
            list_transform(
              weights,
              (weight, place) -> {
                cut: -cents_of_share(weight, weights, total).cut,
                place: place,
                whole: cents_of_share(weight, weights, total).whole})),
          (share, rank) -> {
            place: share.place,
            cents: share.whole
              + CASE
                  WHEN rank <= CAST(abs(total) * 100 AS HUGEINT)
                    - list_sum(list_transform(weights, w -> cents_of_share(w, weights, total).whole))
                  THEN 1 ELSE 0
                END})),
      share -> CAST(sign(total) * share.cents AS DECIMAL(16,0)) * 0.01)
  END
