-- The loyalty rules of A.3 and A.4 of the system's document.
CREATE TABLE verdicts AS
SELECT h.*, CASE
  WHEN cliente_nome = 'Consumidor Final' THEN 'ANONYMOUS_CUSTOMER'
  WHEN coalesce(trim(desconto), '') NOT IN ('0', '0,00', '0.00', '') THEN 'DISCOUNTED'
  WHEN coalesce(forma_pagamento, '') NOT IN ('credito', 'debito', 'pix', 'dinheiro') THEN 'PAYMENT_NOT_ELIGIBLE'
  WHEN NOT regexp_full_match(coalesce(cliente_cpf, ''), '[0-9]{3}[.][0-9]{3}[.][0-9]{3}-[0-9]{2}') THEN 'INVALID_CPF'
  WHEN coalesce(vendedor_nome, '') = '' OR coalesce(vendedor_id, '') = '' OR coalesce(pedido_numero, '') = '' THEN 'INCOMPLETE'
  WHEN NOT EXISTS (FROM lines l WHERE l.store = h.store_prefix AND l.id = h.pedido_id AND l.found) THEN 'NO_PRODUCT'
  ELSE 'sales' END AS verdict
FROM heads h;

CREATE TABLE expected.loyalty_rejects AS
SELECT store_prefix, pedido_id, pedido_dia, verdict AS reason FROM verdicts WHERE verdict <> 'sales';

CREATE TABLE expected.sales_items AS
SELECT o.store_prefix, o.uuid, o.pedido_id, l.linha, o.pedido_dia, o.cliente_cpf, o.vendedor_id,
  l.product AS produto_idproduto, l.product_name AS produto_descricao,
  string_split(l.category, ' >> ')[1] AS produto_category_first,
  string_split(l.category, ' >> ')[2] AS produto_category_second,
  l.q AS produto_quantidade, l.v AS produto_valor, CAST(l.q * l.v AS DECIMAL(18,6)) AS produto_valor_total,
  CAST(ceil(l.q * l.v) AS BIGINT) AS produto_pontos_total, CAST(1 AS DECIMAL(4,2)) AS final_multiplier
FROM verdicts o JOIN lines l ON l.store = o.store_prefix AND l.id = o.pedido_id
WHERE o.verdict = 'sales' AND l.found;

CREATE TABLE expected.sales AS
SELECT o.store_prefix, o.uuid, o.pedido_id,
  CAST(strptime(o.timestamp || '+0000', '%Y%m%dT%H%M%S%z') AS TIMESTAMPTZ) AS timestamp,
  o.pedido_dia, o.pedido_numero, o.cliente_nome, o.cliente_cpf, o.cliente_email, o.vendedor_nome, o.vendedor_id,
  CAST(sum(i.produto_valor_total) AS DECIMAL(18,6)) AS pedido_valor,
  CAST(sum(i.produto_pontos_total) AS BIGINT) AS pedido_pontos
FROM verdicts o JOIN expected.sales_items i USING (store_prefix, pedido_id)
WHERE o.verdict = 'sales' GROUP BY ALL;

CREATE VIEW quarter_sales AS
SELECT *, strftime(pedido_dia, '%y') || 'Q' || quarter(pedido_dia) AS quarter_id,
  nullif(regexp_replace(trim(cliente_cpf), '[^0-9]', '', 'g'), '') AS cpf_norm
FROM expected.sales;

CREATE TABLE expected.cashback AS
WITH spent AS (
  SELECT quarter_id, cpf_norm, CAST(sum(pedido_pontos) AS BIGINT) AS pontos,
    CAST(sum(pedido_valor) AS DECIMAL(18,6)) AS gasto,
    max_by({n: cliente_nome, c: cliente_cpf, e: cliente_email}, (timestamp, store_prefix, pedido_id)) AS who
  FROM quarter_sales WHERE cpf_norm IS NOT NULL GROUP BY quarter_id, cpf_norm),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY quarter_id ORDER BY pontos DESC, gasto DESC, cpf_norm) AS rn,
    sum(pontos) OVER (PARTITION BY quarter_id ORDER BY pontos DESC, gasto DESC) AS so_far,
    sum(pontos) OVER (PARTITION BY quarter_id) AS everything
  FROM spent),
tiers AS (
  SELECT *, CASE WHEN rn = 1 THEN 'Top1' WHEN rn <= 3 THEN 'Top3' WHEN rn <= 5 THEN 'Top5' WHEN rn <= 10 THEN 'Top10'
    WHEN everything > 0 AND so_far * 100 <= everything * 40 THEN 'Platina'
    WHEN everything > 0 AND so_far * 100 <= everything * 70 THEN 'Ouro'
    WHEN everything > 0 AND so_far * 100 <= everything * 90 THEN 'Prata' ELSE 'Bronze' END AS tier
  FROM placed)
SELECT quarter_id, cpf_norm, who.n AS cliente_nome, who.c AS cliente_cpf, who.e AS cliente_email, pontos, gasto,
  rn AS posicao, CAST(CAST(so_far AS DOUBLE) / nullif(CAST(everything AS DOUBLE), 0) AS DECIMAL(18,6)) AS acumulado, tier,
  CAST(CASE tier WHEN 'Top1' THEN gasto * 0.20 WHEN 'Top3' THEN gasto * 0.15 WHEN 'Top5' THEN gasto * 0.10
    WHEN 'Top10' THEN gasto * 0.07 WHEN 'Platina' THEN greatest(gasto * 0.05, 10) WHEN 'Ouro' THEN greatest(gasto * 0.04, 7)
    WHEN 'Prata' THEN greatest(gasto * 0.03, 5) ELSE greatest(gasto * 0.02, 3) END AS DECIMAL(18,2)) AS cashback
FROM tiers;

CREATE TABLE details AS
SELECT s.quarter_id, s.store_prefix, s.pedido_id, s.pedido_dia, s.vendedor_id, s.vendedor_nome,
  s.cpf_norm AS cliente_cpf_norm, c.tier, s.pedido_valor
FROM quarter_sales s LEFT JOIN expected.cashback c USING (quarter_id, cpf_norm);

CREATE TABLE expected.comission_details AS
SELECT *, CAST(pedido_valor * percentual * 0.01 AS DECIMAL(18,6)) AS comissao FROM (
  SELECT *, CAST(CASE WHEN tier LIKE 'Top%' OR tier = 'Platina' THEN 1 WHEN tier = 'Ouro' THEN 2
    WHEN tier = 'Prata' THEN 3 ELSE 4 END AS DECIMAL(4,2)) AS percentual FROM details);

CREATE TABLE expected.comission_details_v2 AS
SELECT *, CAST(pedido_valor * percentual * 0.01 AS DECIMAL(18,6)) AS comissao FROM (
  SELECT *, CAST(CASE WHEN tier LIKE 'Top%' OR tier IN ('Platina', 'Ouro') THEN 2 ELSE 1 END AS DECIMAL(4,2)) AS percentual
  FROM details);

-- 70 % to the seller, 20 % to the store's management, 5 % each to two departments, in whole cents:
-- those lost by rounding down go to the largest remainders.
CREATE MACRO shared(t) AS TABLE
WITH shares AS (
  SELECT quarter_id, store_prefix, vendedor_id, max(vendedor_nome) AS vendedor_nome, sum(comissao) * 0.70 AS share
  FROM query_table(t) GROUP BY quarter_id, store_prefix, vendedor_id
  UNION ALL
  SELECT quarter_id, store_prefix, store_prefix || ':OH:GER', 'GER', sum(comissao) * 0.20
  FROM query_table(t) GROUP BY quarter_id, store_prefix
  UNION ALL
  SELECT quarter_id, 'ALL', 'OH:' || department, department, sum(comissao) * 0.05
  FROM query_table(t), (VALUES ('RH'), ('FIN')) d(department) GROUP BY quarter_id, department),
cents AS (
  SELECT * EXCLUDE share, CAST(share AS DECIMAL(18,6)) AS ideal, CAST(floor(CAST(share AS DECIMAL(18,6)) * 100) AS BIGINT) AS whole
  FROM shares),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY quarter_id ORDER BY ideal * 100 - whole DESC, ideal DESC, vendedor_id,
      vendedor_nome, store_prefix) AS place,
    sum(whole) OVER (PARTITION BY quarter_id) AS given,
    (SELECT CAST(round(sum(comissao), 2) * 100 AS BIGINT) FROM query_table(t) d WHERE d.quarter_id = cents.quarter_id) AS due
  FROM cents)
SELECT quarter_id, store_prefix, vendedor_id, vendedor_nome, ideal,
  CAST((whole + CASE WHEN place <= due - given THEN 1 ELSE 0 END) / 100 AS DECIMAL(18,2)) AS comissao
FROM ranked;

CREATE TABLE expected.comission AS FROM shared('expected.comission_details');
CREATE TABLE expected.comission_v2 AS FROM shared('expected.comission_details_v2');

CREATE TABLE expected.itens_pedido AS
SELECT store_prefix, pedido_dia AS data_pedido, pedido_numero AS pedido_number, pedido_id, linha, produto_id,
  total_produto_valor_faturado AS valor
FROM expected.produtos;

CREATE TABLE expected.order_completeness AS
WITH seen AS (
  SELECT store_prefix, pedido_id, pedido_dia FROM expected.webhooks
  UNION SELECT store_prefix, pedido_id, pedido_dia FROM expected.pdv)
SELECT store_prefix, pedido_id, pedido_dia,
  EXISTS (FROM expected.webhooks w WHERE (w.store_prefix, w.pedido_id, w.pedido_dia) = (s.store_prefix, s.pedido_id, s.pedido_dia)) AS webhook,
  v.verdict IS NOT NULL AS pdv,
  EXISTS (FROM expected.pesquisa w WHERE (w.store_prefix, w.pedido_id, w.pedido_dia) = (s.store_prefix, s.pedido_id, s.pedido_dia)) AS pesquisa,
  (SELECT count(*) FROM lines l WHERE l.found AND (l.store, l.id, l.day) = (s.store_prefix, s.pedido_id, s.pedido_dia)) AS produtos,
  coalesce(v.itens, 0) AS itens, v.verdict AS loyalty
FROM seen s LEFT JOIN verdicts v USING (store_prefix, pedido_id, pedido_dia);
