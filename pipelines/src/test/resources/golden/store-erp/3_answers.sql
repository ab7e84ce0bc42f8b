-- A.1 and A.2 of the system's document: whose answer an object is, by its name, and whether it is
-- good. Of a bad one, `code` says why.

-- `1.234,56`, `18,00` or `50.00`. Nothing counts as 0, anything else is null.
CREATE MACRO number(t) AS CAST(CASE
  WHEN coalesce(trim(t), '') = '' THEN '0'
  WHEN regexp_full_match(trim(t), '-?[0-9]+([.][0-9]+)?') THEN trim(t)
  WHEN regexp_full_match(trim(t), '-?([0-9]{1,3}([.][0-9]{3})+|[0-9]+),[0-9]+')
    THEN replace(replace(trim(t), '.', ''), ',', '.') END AS DECIMAL(18,6));

CREATE MACRO day_of(t) AS CASE WHEN regexp_full_match(t, '[0-9]{2}/[0-9]{2}/[0-9]{4}')
  THEN CAST(try_strptime(t, '%d/%m/%Y') AS DATE) END;

CREATE MACRO store_of(prefix) AS regexp_replace(lower(prefix), '[^a-z0-9]', '', 'g');

-- Of an array, with places from 0; no rows if there is none.
CREATE MACRO elements(a) AS TABLE
  SELECT unnest(range(coalesce(json_array_length(a), 0))) AS place,
    unnest(CAST(coalesce(a, '[]') AS JSON[])) AS element;

CREATE TABLE answers AS
WITH named AS (
  SELECT path, content, regexp_extract(path, '^([^/]+)-tiny-api/(?:vendas/)?([0-9]{8}T[0-9]{6})[-/]([0-9]+)[-/]([0-9a-fA-F-]{36})/([^/]+)[.]json$',
    ['prefix', 'stamp', 'id', 'uuid', 'file']) AS n
  FROM objects WHERE contains(path, '-tiny-api/'))
SELECT path, store_of(n.prefix) AS store, n.id AS id, n.stamp AS stamp, n.uuid AS uuid,
  CASE WHEN contains(lower(n.file), 'pdv') THEN 'pdv' WHEN contains(lower(n.file), 'pesquisa') THEN 'pesquisa'
    WHEN contains(lower(n.file), 'produto') THEN 'produto' ELSE 'nfce' END AS stage,
  CASE WHEN json_valid(content) THEN CAST(content AS JSON) -> 'retorno' END AS doc
FROM named WHERE n.id <> '';

CREATE TABLE pdvs AS
SELECT *, day_of(p ->> 'data') AS day, CASE
  WHEN doc IS NULL THEN 'MALFORMED_RECORD'
  WHEN coalesce(doc ->> 'status_processamento', '3') <> '3' THEN 'UPSTREAM_ERROR_BODY'
  WHEN (p ->> 'id') IS NULL THEN 'MISSING_FIELD'
  WHEN (p ->> 'id') <> id THEN 'KEY_MISMATCH'
  -- Written like a day, and no day of the calendar.
  WHEN day_of(p ->> 'data') IS NULL AND regexp_full_match(p ->> 'data', '[0-9]{2}/[0-9]{2}/[0-9]{4}') THEN 'OUT_OF_RANGE'
  WHEN day_of(p ->> 'data') IS NULL
    OR number(p ->> 'totalProdutos') IS NULL OR number(p ->> 'totalVenda') IS NULL
    OR number(rtrim(trim(p ->> 'desconto'), '%')) IS NULL
    OR EXISTS (SELECT 1 FROM (SELECT unnest(CAST(coalesce(p -> 'itens', '[]') AS JSON[])) AS i)
      WHERE number(i ->> 'valor') IS NULL OR number(i ->> 'quantidade') IS NULL OR number(i ->> 'desconto') IS NULL)
    THEN 'BAD_TYPE' END AS code
FROM (SELECT *, doc -> 'pedido' AS p FROM answers WHERE stage = 'pdv');

CREATE TABLE searches AS
SELECT *, CASE
  WHEN doc IS NULL THEN 'MALFORMED_RECORD'
  WHEN coalesce(doc ->> 'status_processamento', '3') <> '3' THEN 'UPSTREAM_ERROR_BODY'
  WHEN EXISTS (SELECT 1 FROM (SELECT unnest(CAST(coalesce(doc -> 'pedidos', '[]') AS JSON[])) -> 'pedido' AS r)
      WHERE number(r ->> 'valor') IS NULL)
    THEN 'BAD_TYPE' END AS code
FROM answers WHERE stage = 'pesquisa';

CREATE TABLE products AS
SELECT *, p ->> 'id' AS product, CASE
  WHEN doc IS NULL THEN 'MALFORMED_RECORD'
  WHEN coalesce(doc ->> 'status_processamento', '3') <> '3' THEN 'UPSTREAM_ERROR_BODY'
  WHEN (p ->> 'id') IS NULL THEN 'MISSING_FIELD'
  WHEN number(p ->> 'preco_custo') IS NULL THEN 'BAD_TYPE' END AS code
FROM (SELECT *, doc -> 'produto' AS p FROM answers WHERE stage = 'produto');

CREATE TABLE webhooks AS
WITH named AS (
  SELECT path, content, regexp_extract(path, '^([^/]+)-tiny-webhook/vendas/.+-tiny-webhook-vendas-([0-9]+)-([0-9]{8}T[0-9]{6})-([0-9a-fA-F-]{36})[.]json$',
    ['prefix', 'id', 'stamp', 'uuid']) AS n
  FROM objects WHERE contains(path, '-tiny-webhook/')),
read AS (
  SELECT path, store_of(n.prefix) AS store, n.id AS id, n.stamp AS stamp, n.uuid AS uuid,
    CASE WHEN json_valid(content) THEN CAST(content AS JSON) END AS doc
  FROM named WHERE n.id <> '')
SELECT *, day_of(doc -> 'dados' ->> 'data') AS day,
  upper(trim(coalesce(doc -> 'dados' ->> 'descricaoSituacao', doc -> 'dados' ->> 'codigoSituacao'))) AS situation,
  CASE WHEN doc IS NULL THEN 'MALFORMED_RECORD'
    WHEN (doc -> 'dados' ->> 'id') IS NULL THEN 'MISSING_FIELD'
    WHEN (doc -> 'dados' ->> 'id') <> id THEN 'KEY_MISMATCH'
    WHEN day_of(doc -> 'dados' ->> 'data') IS NULL THEN 'BAD_TYPE' END AS code
FROM read;

-- A folder's version counts if its pdv and its search are good; of several the latest, then the
-- greater uuid.
CREATE TABLE winners AS
SELECT * FROM (
  SELECT p.*, s.doc -> 'pedidos' AS found,
    row_number() OVER (PARTITION BY p.store, p.id ORDER BY p.stamp DESC, p.uuid DESC) AS version
  FROM pdvs p JOIN searches s USING (store, id, stamp, uuid)
  WHERE p.code IS NULL AND s.code IS NULL)
WHERE version = 1 AND day BETWEEN getvariable('from_day') AND getvariable('to_day');

-- For comparison with a run's dead letters.
CREATE TABLE expected.dead_letters AS
SELECT path, code FROM pdvs WHERE code IS NOT NULL
UNION ALL SELECT path, code FROM searches WHERE code IS NOT NULL
UNION ALL SELECT path, code FROM products WHERE code IS NOT NULL
UNION ALL SELECT path, code FROM webhooks WHERE code IS NOT NULL
UNION ALL SELECT path, 'UPSTREAM_ERROR_BODY' FROM answers
  WHERE stage = 'nfce' AND coalesce(doc ->> 'status_processamento', '3') <> '3'
UNION ALL SELECT path, 'MISSING_PART' FROM pdvs p WHERE code IS NULL AND NOT EXISTS (
  FROM searches s WHERE s.code IS NULL
    AND (s.store, s.id, s.stamp, s.uuid) = (p.store, p.id, p.stamp, p.uuid));
