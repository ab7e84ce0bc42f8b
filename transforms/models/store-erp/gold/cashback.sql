WITH sold AS (
  SELECT
    *,
    strftime(pedido_dia, '%y') || 'Q' || quarter(pedido_dia) AS quarter_id,
    digits_only(cliente_cpf) AS cpf_norm
  FROM sales
),
latest AS (
  SELECT quarter_id, cpf_norm, cliente_nome, cliente_cpf, cliente_email
  FROM sold
  QUALIFY row_number() OVER (
    PARTITION BY quarter_id, cpf_norm ORDER BY timestamp DESC, store_prefix DESC, pedido_id DESC) = 1
),
earned AS (
  SELECT
    quarter_id,
    cpf_norm,
    CAST(sum(pedido_pontos) AS BIGINT) AS pontos,
    CAST(sum(pedido_valor) AS DECIMAL(38,6)) AS gasto
  FROM sold
  GROUP BY quarter_id, cpf_norm
),
ranked AS (
  SELECT
    *,
    row_number() OVER (PARTITION BY quarter_id ORDER BY pontos DESC, gasto DESC, cpf_norm) AS posicao,
    -- Customers with the same points and spending share it.
    sum(pontos) OVER (PARTITION BY quarter_id ORDER BY pontos DESC, gasto DESC) AS bis,
    nullif(sum(pontos) OVER (PARTITION BY quarter_id), 0) AS total
  FROM earned
),
tiers AS (
  SELECT
    *,
    CASE
      WHEN posicao = 1 THEN 'Top1'
      WHEN posicao <= 3 THEN 'Top3'
      WHEN posicao <= 5 THEN 'Top5'
      WHEN posicao <= 10 THEN 'Top10'
      WHEN bis * 100 <= total * 40 THEN 'Platina'
      WHEN bis * 100 <= total * 70 THEN 'Ouro'
      WHEN bis * 100 <= total * 90 THEN 'Prata'
      ELSE 'Bronze'
    END AS tier
  FROM ranked
)
SELECT
  t.quarter_id,
  t.cpf_norm,
  l.cliente_nome,
  l.cliente_cpf,
  l.cliente_email,
  t.pontos,
  t.gasto,
  t.posicao,
  CAST(t.bis / t.total AS DECIMAL(38,6)) AS acumulado,
  t.tier,
  CAST(
    CASE t.tier
      WHEN 'Top1' THEN CAST(t.gasto AS DECIMAL(38,6)) * 0.20
      WHEN 'Top3' THEN CAST(t.gasto AS DECIMAL(38,6)) * 0.15
      WHEN 'Top5' THEN CAST(t.gasto AS DECIMAL(38,6)) * 0.10
      WHEN 'Top10' THEN CAST(t.gasto AS DECIMAL(38,6)) * 0.07
      WHEN 'Platina' THEN greatest(CAST(t.gasto AS DECIMAL(38,6)) * 0.05, 10)
      WHEN 'Ouro' THEN greatest(CAST(t.gasto AS DECIMAL(38,6)) * 0.04, 7)
      WHEN 'Prata' THEN greatest(CAST(t.gasto AS DECIMAL(38,6)) * 0.03, 5)
      ELSE greatest(CAST(t.gasto AS DECIMAL(38,6)) * 0.02, 3)
    END AS DECIMAL(18,2)) AS cashback
FROM tiers t
JOIN latest l USING (quarter_id, cpf_norm)
