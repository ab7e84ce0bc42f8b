-- 70 % go to the sellers, 20 % of a store to its management, 5 % of all to personnel and to finance.
WITH shares AS (
  SELECT quarter_id, store_prefix, vendedor_id, max(vendedor_nome) AS vendedor_nome, sum(comissao) * 0.70 AS share
  FROM comission_details
  GROUP BY quarter_id, store_prefix, vendedor_id
  UNION ALL
  SELECT quarter_id, store_prefix, store_prefix || ':OH:GER', 'GER', sum(comissao) * 0.20
  FROM comission_details
  GROUP BY quarter_id, store_prefix
  UNION ALL
  SELECT quarter_id, 'ALL', 'OH:' || o.name, o.name, sum(comissao) * 0.05
  FROM comission_details CROSS JOIN (VALUES ('RH'), ('FIN')) o(name)
  GROUP BY quarter_id, o.name
),
ideals AS (
  SELECT quarter_id, store_prefix, vendedor_id, vendedor_nome, CAST(share AS DECIMAL(38,6)) AS ideal
  FROM shares
),
totals AS (
  SELECT quarter_id, CAST(round(sum(comissao), 2) * 100 AS BIGINT) AS cents
  FROM comission_details
  GROUP BY quarter_id
),
cut AS (
  SELECT *, CAST(floor(ideal * 100) AS BIGINT) AS whole, ideal * 100 - floor(ideal * 100) AS rest
  FROM ideals
),
placed AS (
  SELECT
    *,
    sum(whole) OVER (PARTITION BY quarter_id) AS given,
    row_number() OVER (
      PARTITION BY quarter_id
      ORDER BY rest DESC, ideal DESC, vendedor_id, vendedor_nome, store_prefix) AS place
  FROM cut
)
SELECT
  p.quarter_id,
  p.store_prefix,
  p.vendedor_id,
  p.vendedor_nome,
  p.ideal,
  CAST((p.whole + CASE WHEN p.place <= t.cents - p.given THEN 1 ELSE 0 END) / 100 AS DECIMAL(18,2)) AS comissao
FROM placed p
JOIN totals t USING (quarter_id)
