-- A.3 of the system's document, with what its traps get wrong put right. Prices and quantities are
-- exact; a quotient is a double, rounded once to six places.
CREATE TABLE expected.webhooks AS
SELECT store AS store_prefix, id AS pedido_id, uuid, stamp AS timestamp, day AS pedido_dia,
  doc -> 'dados' ->> 'numero' AS pedido_numero, situation AS situacao,
  coalesce((doc ->> 'versao') = 'backfill', false) AS backfill
FROM (
  SELECT *, row_number() OVER (PARTITION BY store, id ORDER BY stamp DESC, uuid DESC) AS version
  FROM webhooks WHERE code IS NULL AND (doc ->> 'tipo') = 'inclusao_pedido' AND situation = 'FATURADO')
WHERE version = 1 AND day BETWEEN getvariable('from_day') AND getvariable('to_day');

CREATE TABLE expected.pdv AS
SELECT store AS store_prefix, id AS pedido_id, uuid, stamp AS timestamp, day AS pedido_dia,
  p ->> 'numero' AS pedido_numero, p ->> 'desconto' AS desconto,
  number(p ->> 'totalProdutos') AS total_produtos, number(p ->> 'totalVenda') AS total_venda,
  number(p ->> 'frete') AS frete,
  p ->> 'formaPagamento' AS forma_pagamento, p ->> 'situacao' AS situacao,
  p -> 'contato' ->> 'nome' AS cliente_nome, p -> 'contato' ->> 'cpfCnpj' AS cliente_cpf,
  p -> 'contato' ->> 'email' AS cliente_email, p -> 'contato' ->> 'celular' AS cliente_celular,
  CAST(coalesce(json_array_length(p -> 'itens'), 0) AS BIGINT) AS itens,
  CAST(coalesce(json_array_length(p -> 'parcelas'), 0) AS BIGINT) AS parcelas
FROM winners;

CREATE TABLE expected.pesquisa AS
SELECT store_prefix, pedido_id, linha, uuid, timestamp, pedido_dia, r ->> 'id' AS id, r ->> 'numero' AS numero,
  day_of(r ->> 'data_pedido') AS data_pedido, day_of(r ->> 'data_prevista') AS data_prevista,
  r ->> 'id_vendedor' AS id_vendedor, r ->> 'nome_vendedor' AS nome_vendedor,
  number(r ->> 'valor') AS valor, r ->> 'situacao' AS situacao,
  coalesce((r ->> 'id') = pedido_id, false) AS e_do_pedido
FROM (
  SELECT store AS store_prefix, id AS pedido_id, uuid, stamp AS timestamp, day AS pedido_dia,
    unnest(range(CAST(json_array_length(found) AS BIGINT))) AS linha,
    unnest(CAST(found AS JSON[])) -> 'pedido' AS r
  FROM winners WHERE found IS NOT NULL);

CREATE TABLE expected.produto AS
SELECT store_prefix, pedido_id, product AS produto_id, uuid, timestamp, pedido_dia,
  d ->> 'nome' AS nome, d ->> 'categoria' AS categoria, number(d ->> 'preco_custo') AS preco_custo
FROM (
  SELECT w.store AS store_prefix, w.id AS pedido_id, w.uuid, w.stamp AS timestamp, w.day AS pedido_dia,
    r.product, r.p AS d,
    row_number() OVER (PARTITION BY w.store, w.id, r.product ORDER BY r.path DESC) AS version
  FROM winners w JOIN products r ON (r.store, r.id, r.stamp, r.uuid) = (w.store, w.id, w.stamp, w.uuid)
  WHERE r.code IS NULL)
WHERE version = 1;

-- Every line of every order, found or not, with what its formulas need.
CREATE TABLE lines AS
WITH items AS (
  SELECT store, id, day, p AS pedido,
    unnest(range(CAST(json_array_length(p -> 'itens') AS BIGINT))) AS linha,
    unnest(CAST(p -> 'itens' AS JSON[])) AS i
  FROM winners WHERE json_type(p -> 'itens') = 'ARRAY'),
numbers AS (
  SELECT store, id, day, linha, i ->> 'idProduto' AS product, i ->> 'descricao' AS description,
    number(i ->> 'valor') AS v, number(i ->> 'quantidade') AS q, number(i ->> 'desconto') AS percent,
    trim(pedido ->> 'desconto') AS discount, number(pedido ->> 'totalProdutos') AS base
  FROM items)
SELECT n.*, c.produto_id IS NOT NULL AS found, c.nome AS product_name, c.categoria AS category,
  c.preco_custo AS cost, sum(v * q) OVER (PARTITION BY store, id) AS total_pre,
  CAST(CASE WHEN percent < 100 THEN CAST(v AS DOUBLE) / (1 - CAST(percent AS DOUBLE) / 100) ELSE v END
    AS DECIMAL(18,6)) AS sem,
  CAST(CASE WHEN percent < 100 THEN CAST(v AS DOUBLE) / (1 - CAST(percent AS DOUBLE) / 100) - v ELSE 0 END
    AS DECIMAL(18,6)) AS product_discount
FROM numbers n LEFT JOIN expected.produto c
  ON c.store_prefix = n.store AND c.pedido_id = n.id AND c.produto_id = n.product;

-- The seller is of the search result that is the order's own.
CREATE TABLE heads AS
SELECT d.*, s.nome_vendedor AS vendedor_nome, s.id_vendedor AS vendedor_id,
  greatest(CASE WHEN contains(d.desconto, '%')
    THEN CAST(number(rtrim(trim(d.desconto), '%')) * d.total_produtos * 0.01 AS DECIMAL(18,6))
    ELSE number(d.desconto) END, 0) AS order_discount
FROM expected.pdv d LEFT JOIN (
  SELECT *, row_number() OVER (PARTITION BY store_prefix, pedido_id ORDER BY linha) AS nth
  FROM expected.pesquisa WHERE e_do_pedido) s
  ON s.nth = 1 AND s.store_prefix = d.store_prefix AND s.pedido_id = d.pedido_id;

CREATE TABLE expected.produtos AS
WITH units AS (
  SELECT h.store_prefix, h.pedido_id, l.linha, h.uuid, h.timestamp, h.pedido_dia, h.pedido_numero,
    h.cliente_nome, h.cliente_cpf, h.vendedor_nome, h.vendedor_id, h.forma_pagamento, l.*,
    CAST(CASE WHEN total_pre > 0 AND q > 0
      THEN CAST(order_discount AS DOUBLE) * (CAST(v * q AS DOUBLE) / CAST(total_pre AS DOUBLE)) / CAST(q AS DOUBLE)
      ELSE 0 END AS DECIMAL(18,6)) AS share
  FROM heads h JOIN lines l ON l.store = h.store_prefix AND l.id = h.pedido_id
  WHERE l.found),
net AS (
  SELECT *, CAST(sem - product_discount - share AS DECIMAL(18,6)) AS com FROM units)
SELECT store_prefix, pedido_id, linha, uuid, timestamp, pedido_dia, pedido_numero, cliente_nome, cliente_cpf,
  vendedor_nome, vendedor_id, product AS produto_id, description AS produto_nome,
  CASE WHEN contains(category, ' >> ') THEN left(category, instr(category, ' >> ') - 1) ELSE category END
    AS produto_categoria_principal,
  CASE WHEN contains(category, ' >> ') THEN substr(category, instr(category, ' >> ') + 4) END
    AS produto_categoria_secundaria,
  cost AS produto_valor_custo_und, sem AS produto_valor_sem_desconto_und,
  com AS produto_valor_com_desconto_und, CAST(com - cost AS DECIMAL(18,6)) AS produto_valor_lucro_und,
  product_discount AS desconto_produto_und, share AS desconto_pedido_und,
  CAST(product_discount + share AS DECIMAL(18,6)) AS desconto_total_und, q AS produto_quantidade,
  CAST(product_discount * q AS DECIMAL(18,6)) AS desconto_produto,
  CAST(share * q AS DECIMAL(18,6)) AS desconto_pedido,
  CAST(CAST(product_discount + share AS DECIMAL(18,6)) * q AS DECIMAL(18,6)) AS desconto_total,
  CAST(cost * q AS DECIMAL(18,6)) AS total_produto_valor_custo,
  CAST(sem * q AS DECIMAL(18,6)) AS total_produto_valor_sem_desconto,
  CAST(com * q AS DECIMAL(18,6)) AS total_produto_valor_faturado,
  CAST(CAST(com - cost AS DECIMAL(18,6)) * q AS DECIMAL(18,6)) AS total_produto_valor_lucro,
  forma_pagamento
FROM net;

CREATE TABLE expected.itens_sem_produto AS
SELECT store AS store_prefix, id AS pedido_id, linha, day AS pedido_dia, product AS produto_id,
  description AS descricao, v AS valor, q AS quantidade
FROM lines WHERE NOT found;

CREATE TABLE expected.pedidos AS
WITH sums AS (
  SELECT store, id,
    CAST(coalesce(sum(CAST(cost * q AS DECIMAL(18,6))) FILTER (found), 0) AS DECIMAL(18,6)) AS cost,
    CAST(sum(sem) AS DECIMAL(18,6)) AS sem,
    CAST(coalesce(sum(CAST(product_discount * q AS DECIMAL(18,6))) FILTER (found), 0) AS DECIMAL(18,6)) AS discount
  FROM lines GROUP BY store, id)
SELECT h.store_prefix, h.uuid, h.timestamp, h.pedido_dia, h.pedido_id, h.pedido_numero, h.cliente_nome,
  h.cliente_cpf, h.cliente_email, h.cliente_celular, h.vendedor_nome, h.vendedor_id,
  coalesce(s.cost, CAST(0 AS DECIMAL(18,6))) AS valor_produtos_custo,
  coalesce(s.sem, CAST(0 AS DECIMAL(18,6))) AS valor_produtos_sem_desconto,
  coalesce(s.discount, CAST(0 AS DECIMAL(18,6))) AS desconto_produtos,
  CAST(h.order_discount AS DECIMAL(18,6)) AS desconto_pedido,
  CAST(coalesce(s.discount, 0) + h.order_discount AS DECIMAL(18,6)) AS desconto_total,
  h.total_venda AS valor_faturado,
  CAST(h.total_venda - coalesce(s.cost, 0) AS DECIMAL(18,6)) AS valor_lucro, h.forma_pagamento
FROM heads h LEFT JOIN sums s ON s.store = h.store_prefix AND s.id = h.pedido_id;
