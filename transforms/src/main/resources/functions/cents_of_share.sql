-- cents_of_share(weight, weights, total): of the size of a total its share by weight, in hundredths cut to whole ones,
-- and what was cut off: {whole: HUGEINT, cut: HUGEINT}, where only the order of cut means something.
CREATE OR REPLACE MACRO cents_of_share(weight, weights, total) AS {
  whole: CAST(abs(total) * 100 AS HUGEINT) * CAST(CAST(weight AS DECIMAL(18,6)) * 1000000 AS HUGEINT)
    // CAST(CAST(list_sum(weights) AS DECIMAL(38,6)) * 1000000 AS HUGEINT),
  cut: CAST(abs(total) * 100 AS HUGEINT) * CAST(CAST(weight AS DECIMAL(18,6)) * 1000000 AS HUGEINT)
    % CAST(CAST(list_sum(weights) AS DECIMAL(38,6)) * 1000000 AS HUGEINT)}
