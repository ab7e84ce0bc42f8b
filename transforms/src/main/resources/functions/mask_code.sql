-- mask_code(kind, text): 20 hex digits that stand for a text, of HMAC-SHA-256 under the run's mask secret: the
-- same for the same kind and text, and nothing that leads back to it. The other masks are made of it.
CREATE OR REPLACE MACRO mask_code(kind, text) AS
  left(sha256(from_hex('${outer}') || from_hex(sha256(from_hex('${inner}') || encode(kind || ':' || text)))), 20)
