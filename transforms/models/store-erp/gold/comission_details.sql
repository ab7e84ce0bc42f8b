WITH rated AS (
  SELECT
    strftime(s.pedido_dia, '%y') || 'Q' || quarter(s.pedido_dia) AS quarter_id,
    s.*,
    digits_only(s.cliente_cpf) AS cpf_norm
  FROM sales s
)
SELECT
  s.quarter_id,
  s.store_prefix,
  s.pedido_id,
  s.pedido_dia,
  s.vendedor_id,
  s.vendedor_nome,
  s.cpf_norm AS cliente_cpf_norm,
  c.tier,
  s.pedido_valor,
  CAST(
    CASE
      WHEN c.tier IN ('Top1', 'Top3', 'Top5', 'Top10', 'Platina') THEN 1
      WHEN c.tier = 'Ouro' THEN 2
      WHEN c.tier = 'Prata' THEN 3
      ELSE 4
    END AS DECIMAL(4,2)) AS percentual,
  CAST(
    CAST(s.pedido_valor AS DECIMAL(38,6)) * CASE
      WHEN c.tier IN ('Top1', 'Top3', 'Top5', 'Top10', 'Platina') THEN 1
      WHEN c.tier = 'Ouro' THEN 2
      WHEN c.tier = 'Prata' THEN 3
      ELSE 4
    END / 100 AS DECIMAL(38,6)) AS comissao
FROM rated s
LEFT JOIN cashback c ON c.quarter_id = s.quarter_id AND c.cpf_norm = s.cpf_norm
