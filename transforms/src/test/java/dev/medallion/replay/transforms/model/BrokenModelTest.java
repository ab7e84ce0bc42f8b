package dev.medallion.replay.transforms.model;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake is one problem, with its file, its line and what to do. */
class BrokenModelTest {
  private static final String YAML = "model.yaml";

  /**
   * One mistake in a good model.
   *
   * @param at a text that stands, for the first time, in the line of the problem
   */
  private record Mistake(
      String file, String from, String to, String at, String message, String fix) {
    @Override
    public String toString() {
      return message + " <- " + (to.isBlank() ? "without " + from : to).strip();
    }
  }

  private static Mistake yaml(String from, String to, String at, String message, String fix) {
    return new Mistake(YAML, from, to, at, message, fix);
  }

  private static Mistake sql(String file, String from, String to, String message, String fix) {
    return new Mistake(file, from, to, to, message, fix);
  }

  private static Stream<Mistake> parts() {
    return Stream.of(
        yaml(
            "            where: {kind: label}",
            "            where: {kind: parcel}",
            "        parts:",
            "part label: the same records would be events of entity parcel too",
            "a different value"),
        yaml(
            "        parts:\n",
            "        parts:\n          parcel: {where: {kind: box}, fields: {s: {path: /s, type: int64}}}\n",
            "          parcel: {where",
            "a name that is already used",
            "Rename it"),
        yaml(
            "        parts:\n",
            "        parts:\n          shops: {where: {kind: box}, fields: {s: {path: /s, type: int64}}}\n",
            "          shops: {where",
            "a name that is already used",
            "Rename it"),
        yaml(
            "              layout: {path: /layout",
            "              parcel_id: {path: /p, type: int64}\n              layout: {path: /layout",
            "              parcel_id: {path: /p",
            "the name of a key field of parcel",
            "Rename it"),
        yaml(
            "            key: [lines]",
            "            key: [line]",
            "            key: [line]",
            "key: there is no field line",
            "Did you mean lines?"),
        yaml(
            "parcel_id: {path: /id, path_column: parcel,",
            "parcel_id: {path: /id,",
            "        parts:",
            "is not told by the path of the objects",
            "Give the field a path_column"),
        yaml(
            "{arrival_date:yyyy-MM-dd}/{parcel~[0-9]+}/{kind~[a-z]+}",
            "{arrival_date:yyyy-MM-dd}/{parcel~[0-9]+}-{kind~[a-z]+}",
            "        parts:",
            "{parcel} is in the name of the file",
            "lie in one folder"),
        sql(
            "silver/parcels.sql",
            "USING (_event)",
            "ON l.lines = 2",
            "not on its whole key",
            "parcel_id"),
        sql(
            "silver/shops.sql",
            "FROM shop_event",
            "FROM label",
            "the SQL reads label, but the table is about shop_event",
            "Make a table of"));
  }

  private static Stream<Mistake> shape() {
    return Stream.of(
        yaml("limits:", "limit:", "limit:", "unknown key limit", "Did you mean limits?"),
        yaml(
            "record_bytes: 1000000",
            "dead_letter_ratio: 0.2",
            "dead_letter_ratio: 0.2",
            "the key dead_letter_ratio twice",
            "Keep one of them; the first is in line"),
        yaml(
            "record_bytes: 1000000",
            "record_bytes: -1",
            "record_bytes: -1",
            "record_bytes is -1",
            "Write a whole number from 1"),
        yaml(
            "dead_letter_ratio: 0.1",
            "dead_letter_ratio: 7",
            "dead_letter_ratio: 7",
            "is not between 0 and 1",
            "0.05 for 5 %"),
        yaml(
            "model: maximal",
            "model: 12",
            "model: 12",
            "model is a number where a text",
            "Write a text"),
        yaml(
            "time_zone: Europe/Berlin\n\nlimits",
            "time_zone: Europe/Berlyn\n\nlimits",
            "Europe/Berlyn",
            "is not a time zone",
            "Did you mean Europe/Berlin?"),
        yaml(
            "        business_time: ordered\n",
            "",
            "from: orders",
            "entity order has no business_time",
            "Add the key business_time"),
        yaml(
            "foreign_key: off",
            "foriegn_key: off",
            "foriegn_key",
            "no built-in audit foriegn_key",
            "Did you mean foreign_key?"),
        yaml(
            "freshness: block",
            "freshness: blok",
            "freshness:",
            "freshness is blok",
            "Did you mean block?"),
        yaml(
            "  by_month:\n",
            "  By-Month:\n",
            "By-Month",
            "has the name By-Month",
            "lower-case letters"),
        yaml(
            "grain: month",
            "grain: value",
            "grain: value",
            "grain value is not supported yet",
            "Use day, month, quarter, year or none"),
        yaml(
            "grain: month",
            "grain: mouth",
            "grain: mouth",
            "grain mouth is not known",
            "Did you mean month?"));
  }

  private static Stream<Mistake> sources() {
    return Stream.of(
        yaml(
            "from: hooks\n",
            "from: [hooks, tills]\n",
            "from: [hooks, tills]",
            "sources hooks and tills of one entity differ in arrives",
            "Give both the wider one"),
        yaml(
            "from: hooks\n",
            "from: [hooks, hoks]\n",
            "from: [hooks, hoks]",
            "there is no source hoks",
            "Did you mean hooks?"),
        yaml(
            "from: hooks\n",
            "from: [hooks, hooks]\n",
            "from: [hooks, hooks]",
            "from holds hooks twice",
            "Keep one of them"),
        yaml(
            "from: hooks\n",
            "from: []\n",
            "from: []",
            "from is a list where a text or a list of texts",
            "Write a text or a list of texts"),
        yaml(
            "format: jsonl",
            "format: jsnol",
            "format: jsnol",
            "format jsnol is not known",
            "Did you mean jsonl?"),
        yaml(
            "delimiter: ';'",
            "delimiter: ';;'",
            "delimiter: ';;'",
            "delimiter is not one ASCII character",
            "Write it in quotes"),
        yaml(
            "delimiter: ';'",
            "delimiter: x",
            "delimiter: x",
            "delimiter is not one ASCII character",
            "Write it in quotes"),
        yaml(
            "delimiter: ';'",
            "delimiter: '\\'",
            "delimiter: '\\'",
            "not three different characters",
            "doubled stands for itself"),
        yaml(
            "    format: jsonl\n",
            "    format: jsonl\n    csv: {delimiter: ';', columns: [a]}\n",
            "    csv: {delimiter: ';', columns: [a]}",
            "csv is said, but the format is another",
            "Write format: csv."),
        yaml(
            "dt={arrival_date:yyyy-MM-dd}/shop",
            "dt={day}/shop",
            "arrives: {before: P1D, after: P10D}",
            "the path has no {arrival_date}, so nothing of the source arrives on a day",
            "{arrival_date:yyyy-MM-dd}"),
        yaml(
            "tills/dt={arrival_date:yyyy-MM-dd}/{till}.csv",
            "tills/{till}.csv",
            "arrives: {after: P1D}",
            "the path has no {arrival_date}, so nothing of the source arrives on a day",
            "leave arrives out"),
        yaml(
            "    arrives: {after: P1D}\n",
            "",
            "path: tills",
            "source tills has no arrives",
            "Add the key arrives"),
        yaml(
            "dt={arrival_date:yyyy-MM-dd}/shop",
            "dt={arrival_date:yyyy-mm-dd}/shop",
            "path: lake",
            "not a date pattern of a whole day",
            "Write it like"),
        yaml("part~[0-9]+", "part~[0-9+", "path: lake", "bad regex", "Write it like"),
        yaml("part~[0-9]+", "part~([0-9]+)", "path: lake", "regex with a group", "Write it like"),
        yaml(
            "shop={shop~[a-z]{2}}",
            "shop={kind~[a-z]{2}}", "path: lake", "{kind} appears twice", "Write it like"),
        yaml(
            "before: P1D, after: P10D",
            "before: 1 day, after: P10D",
            "1 day",
            "not a period of days",
            "Write it like P35D"),
        yaml(
            "part_column: part}",
            "part_column: prat}",
            "prat",
            "path has no {prat}",
            "Did you mean part?"),
        yaml(
            "part_column: part}",
            "part_column: shop}",
            "part_column: shop}",
            "shop is never a number in the source's path",
            "{part~[0-9]+}"),
        yaml(
            "part_column: part}",
            "part_column: arrival_date}",
            "part_column: arrival_date}",
            "arrival_date is never a number",
            "{part~[0-9]+}"),
        yaml(
            "hooks/{arrival_date:yyyy-MM-dd}/{event_id}",
            "hooks/{arrival_date:yyyy-MM-dd}/{event_id}-{rowid}",
            "path: hooks/{",
            "rowid is DuckDB's own row number",
            "e.g. to row_id"),
        yaml(
            "records: /rows",
            "records: rows",
            "records: rows",
            "not a JSON Pointer",
            "Begin with /"),
        yaml(
            "column: event_id}",
            "column: evnt_id}",
            "evnt_id",
            "path has no {evnt_id}",
            "Did you mean event_id?"));
  }

  private static Stream<Mistake> entities() {
    return Stream.of(
        yaml(
            "        from: hooks",
            "        from: hoks",
            "from: hoks",
            "no source hoks",
            "Did you mean hooks?"),
        yaml(
            "where: {kind: refunds}",
            "where: {knd: refunds}",
            "where: {knd",
            "path has no {knd}",
            "Did you mean kind?"),
        yaml(
            "where: {kind: refunds}",
            "where: {shop: abc}",
            "where: {shop",
            "shop is never abc",
            "matches [a-z]{2}"),
        yaml(
            "where: {kind: refunds}",
            "where: {shop: de}",
            "where: {shop",
            "events of entity order too",
            "different value of the same path column"),
        yaml(
            "key: [shop_id]\n        latest_by",
            "key: [shop_it]\n        latest_by",
            "shop_it",
            "there is no field shop_it",
            "Did you mean shop_id?"),
        yaml(
            "shop_id: {path: /shop, type: string, required: true}",
            "shop_id: {path: /shop, type: string}",
            "key: [shop_id]",
            "key: the field shop_id may be null",
            "Add required: true"),
        yaml(
            "latest_by: [updated, -shop]",
            "latest_by: [updatd, -shop]",
            "updatd",
            "updatd is neither a field nor in the source's path",
            "Did you mean updated?"),
        yaml(
            "format: epoch_millis, required: true",
            "format: epoch_millis",
            "latest_by: [updated",
            "latest_by: the field updated may be null",
            "Add required: true"),
        yaml(
            "latest_by: [updated, -shop]",
            "latest_by: [updated, items]",
            "updated, items",
            "a type without an order",
            "Use a time"),
        yaml(
            "business_time: ordered",
            "business_time: total",
            "business_time: total",
            "neither a date nor a timestamp",
            "business day"),
        yaml(
            "business_time: ordered",
            "business_time: due",
            "business_time: due",
            "the field due may be null",
            "Add required: true"),
        yaml(
            "op IN ('D', 'DELETE')",
            "op IN ('D'",
            "delete_when",
            "expected ) at position 11",
            "comparisons joined by AND"),
        yaml(
            "state <> 'ok'",
            "state ! 'ok'",
            "error_when",
            "the condition can't be read",
            "comparisons joined by AND"),
        yaml("state <> 'ok'", "stat <> 'ok'", "error_when", "no field stat", "Did you mean state?"),
        yaml(
            "is_test = true",
            "is_tset = true",
            "is_tset",
            "no field is_tset",
            "Did you mean is_test?"),
        yaml(
            "is_test = true",
            "is_test = 5",
            "test_order",
            "is_test can't be compared with '5'",
            "such as true"),
        yaml(
            "paid <= total AND",
            "paid <= email AND",
            "paid_at_most_total",
            "paid and email can't be compared",
            "fields of one type"),
        yaml(
            "ignore: [/trace, /meta/host]",
            "ignore: [/trace, host]",
            "ignore:",
            "host is not a JSON Pointer",
            "Begin with /"),
        yaml(
            "shard_by: [shop_id]\n    scope: {column: shop_id}",
            "shard_by: [opened]",
            "key: [shop_id]\n        latest_by",
            "the key lacks opened",
            "Add it to the key"),
        yaml(
            "scope: {column: shop_id}",
            "scope: {column: opened}",
            "scope: {column: opened}",
            "opened is not in the shard_by of stream shop, so an entity could change its scope",
            "Use shop_id"),
        yaml(
            "scope: {column: shop_id}",
            "scope: {columns: [shop_id], column: shop_id}",
            "scope: {columns",
            "unknown key columns",
            "Did you mean column?"),
        yaml(
            "scope: {column: shop_id}",
            "scope: {}",
            "scope: {}",
            "has no column",
            "Add the key column"),
        yaml(
            "shop_id: {path: /shop, type: string, required: true}",
            "shop_id: {path: /shop, type: string, required: true, pii: true}",
            "scope: {column: shop_id}",
            "shop_id of entity shop_event is personal data, and options and receipts name scopes",
            "Use a column without pii"));
  }

  private static Stream<Mistake> fields() {
    return Stream.of(
        yaml(
            "type: double",
            "type: duoble",
            "duoble",
            "type duoble is not known",
            "Did you mean double?"),
        yaml(
            "type: 'decimal(12,2)', required",
            "type: 'decimal(40,2)', required",
            "decimal(40",
            "type decimal(40,2) is not known",
            "at most 38 digits"),
        yaml(
            "is_test:  {path: /test, type: bool, default: false}",
            "is_test:  {path: /test, type: bool, default: false}\n"
                + "          rowid: {path: /rowid, type: int64}",
            "rowid: {",
            "rowid is DuckDB's own row number",
            "row_id; its path may still be /rowid"),
        yaml(
            "min: 0, max: 1000000",
            "min: 2, max: 1",
            "min: 2",
            "min 2 is greater than max 1",
            "Swap"),
        yaml("pattern: '[A-Z0-9]+'", "pattern: '[A-Z'", "[A-Z'", "is not a regex", "Java regex"),
        yaml(
            "format: 'yyyy-MM-dd'}",
            "format: 'yyyy-MM'}",
            "yyyy-MM'",
            "it has no complete date",
            "a pattern like"),
        yaml(
            "format: epoch_millis",
            "format: epoch_milis",
            "epoch_milis",
            "can't be read",
            "Did you mean epoch_millis?"),
        yaml(" zone: Europe/Berlin,", "", "ordered:  {", "has no zone", "Add zone"),
        yaml(
            "format: 'yyyy-MM-dd'}",
            "format: epoch_seconds}",
            "due:",
            "gives an instant, but the type is date",
            "Make it a timestamp"),
        yaml(
            "type: date, format: 'yyyy-MM-dd'",
            "type: date",
            "due:",
            "no format that says how the date is written",
            "Add format"),
        yaml(
            "type: bool, default: false",
            "type: bool, default: maybe",
            "maybe",
            "default maybe is not a value",
            "fits type and enum"),
        yaml(
            "default: 0}",
            "default: 0, required: true}",
            "default: 0",
            "never uses its default",
            "Keep required or default"),
        yaml(
            "type: double",
            "type: double, pattern: a",
            "pattern: a",
            "pattern cannot be used with type double",
            "It is only for strings"),
        yaml(
            "enum: [z316, z317]",
            "enum: [z316, Z-317]",
            "Z-317",
            "with normalize: alphanumeric the value is never Z-317",
            "Write z317"),
        yaml(
            "default: z316",
            "default: 'Z316'",
            "default: 'Z316'",
            "default Z316 is not a value",
            "fits type and enum"),
        yaml(
            "enum: [z316, z317], default: z316",
            "default: 'Z316'",
            "default: 'Z316'",
            "the value is never Z316",
            "Write z316"),
        yaml(
            "[z316, z317], default: z316",
            "[z316, z317, '-']",
            "z317, '-'",
            "the value is never -",
            "Remove it"),
        yaml(
            "type: date, format: 'yyyy-MM-dd'",
            "type: date, format: 'yyyy-MM-dd', normalize: alphanumeric",
            "due:",
            "normalize cannot be used with type date",
            "It is only for strings"),
        yaml(
            "path_encoding: safe_id",
            "path_encoding: safe_id, normalize: alphanumeric",
            "path_encoding: safe_id",
            "path_encoding and normalize cannot be used together",
            "Remove path_encoding"),
        yaml(
            "decimal_comma: either",
            "decimal_comma: eiter",
            "eiter",
            "decimal_comma eiter is not known",
            "Did you mean either?"),
        yaml(
            "parse: json, type: json",
            "parse: json, type: json, empty_as_null: true",
            "parse: json, type: json",
            "empty_as_null cannot be used with type json",
            "It is only for plain types"),
        yaml(
            "path_column: kind",
            "path_column: knd",
            "path_column: knd",
            "path has no {knd}",
            "Did you mean kind?"),
        yaml(
            "type: int64, min: 1}",
            "type: int64, enum: [x]}",
            "enum: [x]",
            "x, which is not of type int64",
            "Write values like 12"),
        yaml(
            "type: json}",
            "type: list<struct>}",
            "raw:",
            "a list<struct> has no fields",
            "Add fields"));
  }

  private static Stream<Mistake> tables() {
    return Stream.of(
        yaml(
            "entity: shop_event",
            "entity: shop_evnt",
            "shop_evnt",
            "no entity of stream shop shop_evnt",
            "Did you mean shop_event?"),
        yaml(
            "sql: silver/shops.sql",
            "sql: silver/shop.sql",
            "silver/shop.sql",
            "no file silver/shop.sql",
            "Did you mean silver/shops.sql?"),
        yaml(
            "        history: full\n",
            "",
            "{grain: none}",
            "entity shop_event is read only for a window",
            "Add history: full"),
        yaml(
            "references: {email: shops}",
            "references: {email: shps}",
            "shps",
            "there is no table shps",
            "Did you mean shops?"),
        yaml(
            "references: {email: shops}",
            "references: {emial: shops}",
            "emial",
            "the SQL selects no column emial",
            "Did you mean email?"),
        yaml(
            "references: {email: shops}",
            "references: {day: shops}",
            "{day: shops}",
            "day is DATE, and shops.shop_id is VARCHAR",
            "Cast one of them"),
        yaml(
            "references: {shop: shops}",
            "references: {shop: by_day}",
            "shop: by_day",
            "the key of by_day has more than one column",
            "Remove the reference"),
        yaml(
            "cluster_by: [shop, email]",
            "cluster_by: [shop, emial]",
            "emial",
            "cluster_by: the SQL selects no column emial",
            "Did you mean email?"),
        yaml(
            "cluster_by: [shop, email]",
            "cluster_by: [shop, weight]",
            "cluster_by: [shop, weight]",
            "weight is of type DOUBLE, and no table is clustered by such values",
            "Choose a column of text, whole numbers, decimals"),
        yaml(
            "cluster_by: [shop, email]",
            "cluster_by: [shop, _event]",
            "_event",
            "cluster_by: the SQL selects no column _event",
            "Known are: day, email"),
        yaml(
            "cluster_by: [shop, email]",
            "cluster_by: [shop, email, total, day, order_id]",
            "cluster_by: [shop, email, total, day, order_id]",
            "cluster_by names 5 columns",
            "Keep the 4 by which most queries filter"),
        yaml(
            "cluster_by: [shop, email]",
            "cluster_by: [shop, shop]",
            "cluster_by: [shop, shop]",
            "cluster_by holds shop twice",
            "Keep one of them"),
        yaml(
            "columns: {file_count: ",
            "columns: {file_cuont: ",
            "file_cuont",
            "columns: the SQL selects no column file_cuont",
            "Did you mean file_count?"),
        yaml(
            "description: One row per order",
            "description: One row per order" + "r".repeat(16_384),
            "description: One row per order",
            "the description is longer than 16384 characters",
            "Shorten it"),
        yaml(
            "{weight: Kilograms with packaging,",
            "{weight: Kilograms with packaging" + "g".repeat(1_024) + ",",
            "{weight: Kilograms with",
            "the description of weight is longer than 1024 characters",
            "Shorten it"),
        yaml(
            "description: Kilograms}",
            "description: Kilograms" + "s".repeat(1_024) + "}",
            "weight:   {",
            "the description is longer than 1024 characters",
            "Shorten it"),
        yaml(
            "sku:   {path: /sku, type: string,",
            "sku:   {path: /sku, type: string, description: x,",
            "description: x",
            "a field of a list element has no column of its own to describe",
            "Describe the list"),
        yaml(
            "key: [shop]\n",
            "key: [shp]\n",
            "[shp]",
            "the SQL selects no column shp",
            "Did you mean shop?"),
        yaml(
            "        key: [order_id]\n        partition_by",
            "        key: [order_id, _event]\n        partition_by",
            "key: [order_id, _event]",
            "the SQL selects no column _event",
            ""),
        yaml(
            "{column: month, grain: month}",
            "{column: mont, grain: month}",
            "mont,",
            "the SQL selects no column mont",
            "Did you mean month?"),
        yaml(
            "{column: month, grain: month}",
            "{column: total, grain: month}",
            "column: total",
            "total is of type DECIMAL",
            "CAST(... AS DATE)"),
        yaml(
            "{column: month, grain: month}",
            "{grain: month}",
            "{grain: month}",
            "no column says which month",
            "Add column"),
        yaml(
            "by_day: {lookback: P1D, lookahead: P2D}",
            "by_dai: {lookback: P1D}",
            "by_dai",
            "there is no table by_dai",
            "Did you mean by_day?"),
        yaml(
            "reference: [rates]",
            "reference: [rats]",
            "[rats]",
            "no reference table rats",
            "Did you mean rates?"),
        yaml(
            "shops: {slice: all}",
            "shops: {}",
            "shops: {}",
            "no slice says which of its rows",
            "slice: all"),
        yaml(
            "shops: {slice: all}",
            "shops: {slice: all, lookback: P1D}",
            "lookback: P1D}",
            "lookback and lookahead have no meaning",
            "Remove lookback"),
        yaml(
            "by_day: {lookback: P1D, lookahead: P2D}",
            "by_day: {slice: all}",
            "by_day: {slice",
            "selected by its days, not by a slice",
            "Remove slice"),
        yaml(
            "audits:\n",
            "  whole:\n    layer: gold\n    from: {by_day: {lookback: P1D}}\n    sql: audits/totals_are_small.sql\n    key: [shop]\n    partition_by: {grain: none}\n\naudits:\n",
            "{by_day: {lookback: P1D}}",
            "a table of grain none sees all of its inputs",
            "Remove lookback"),
        yaml(
            "orders_clean: {}\n",
            "orders_clean: {}\n      by_month: {}\n",
            "    from:\n      by_day",
            "in a cycle: by_month <- by_day <- by_month",
            "Remove one of these inputs"),
        yaml(
            "objects: {source: orders}",
            "objects: {source: order}",
            "objects: {source: order}",
            "there is no source order",
            "Did you mean orders?"),
        yaml(
            "audits:\n",
            "  orders_clean:\n    layer: gold\n    from: {by_day: {}}\n    sql: audits/totals_are_small.sql\n    key: [shop]\n    partition_by: {grain: none}\n\naudits:\n",
            "  orders_clean:\n    layer",
            "a name that is already used",
            "Rename it"),
        yaml(
            "  by_month:\n",
            "  refund:\n",
            "  refund:\n    layer",
            "a name that is already used",
            "Rename it"),
        yaml(
            "  by_month:\n",
            "  rates:\n",
            "  rates:\n",
            "the name of another relation",
            "reference/rates.csv"),
        yaml(
            "  - name: totals_are_small",
            "  - name: row_drop",
            "name: row_drop",
            "the name of a built-in audit",
            "another name"),
        yaml(
            "    table: by_day",
            "    table: by_da",
            "table: by_da",
            "there is no table by_da",
            "Did you mean by_day?"),
        yaml(
            "shop_id IN (SELECT shop FROM by_day)",
            "shop_id IN (SELECT shop FROM orders_clean)",
            "shops: {slice: 'shop_id",
            "reads orders_clean",
            "It may read"),
        yaml(
            "shop_id IN (SELECT shop FROM by_day)",
            "shop = 1",
            "shops: {slice: 'shop = 1",
            "\"shop\" not found",
            "Did you mean"),
        yaml(
            "shop_id IN (SELECT shop FROM by_day)",
            "true) UNION SELECT * FROM shops WHERE (true",
            "shops: {slice: 'true",
            "more than one condition",
            "Write one condition"));
  }

  private static final String DAY = "gold/by_day.sql";
  private static final String MONTH = "gold/by_month.sql";
  private static final String ORDERS = "silver/orders_clean.sql";
  private static final String ORDER = "FROM \"order\" o";

  private static Stream<Mistake> sql() {
    String total = "sum(c.total) AS total";
    String computed = "as_of() AS computed_at";
    return Stream.of(
        sql(
            "silver/shops.sql",
            "SELECT shop_id, opened",
            "SELECT upper(shop_id) AS shop_id, opened",
            "the shop_id that the SQL selects, by which scopes are replaced, is not that of"
                + " shop_event, unchanged",
            "Select the shop_id of shop_event itself, under its own name"),
        sql(ORDERS, "o.email", "o.emial", "emial", "Did you mean email?"),
        sql(
            ORDERS,
            "o.email",
            "o.email + o.weight AS email",
            "No function matches",
            "Correct the SQL"),
        sql(ORDERS, "o.email", "FROM FROM", "syntax error", "Write one SELECT"),
        new Mistake(
            ORDERS,
            ",\n  o._event",
            "",
            "SELECT",
            "does not select _event",
            "Select the _event of order"),
        sql(
            ORDERS,
            "o.email",
            "partition_day() AS email",
            "partition_day() is not available here",
            "Select the rows of all days"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN shop_event q ON q.order_id = o.order_id",
            "reads shop_event, but the table is about order",
            "a table of tables, where lookback and lookahead"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN refund q ON q.order_id = o.order_id",
            "reads refund, but the table is about order",
            "a table of tables, where lookback and lookahead"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN by_day q ON q.order_id = o.order_id",
            "reads by_day, which is not declared as its input",
            "It may read order"),
        new Mistake(
            ORDERS,
            "ON r.order_id = o.order_id",
            "ON r.piece_count = o.total",
            "LEFT JOIN (",
            "joins rows of order with each other",
            "Join on order_id, or make it a table of tables"),
        sql(
            ORDERS,
            "GROUP BY p.order_id",
            "GROUP BY p.email",
            "GROUP BY combines rows of several entities",
            "Add order_id to it"),
        sql(
            ORDERS,
            "o.email",
            "max(o.email) OVER (PARTITION BY o.shop) AS email",
            "max OVER sees rows of several entities",
            "PARTITION BY order_id"),
        sql(
            ORDERS,
            "o.email",
            "o._event % 2 AS email",
            "computes with _event",
            "Select it unchanged"),
        sql(ORDERS, "o.email", "o.rowid AS email", "reads rowid", "content columns"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN main.order q ON q.order_id = o.order_id",
            "reads main.order",
            "It may read"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN 'refund.csv' q ON q.order_id = o.order_id",
            "reads refund.csv",
            "It may read"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " LEFT JOIN read_csv('refund.csv') q ON q.order_id = o.order_id",
            "the table function read_csv",
            "reference/*.csv"),
        sql(
            ORDERS,
            ORDER,
            ORDER + " ASOF JOIN refund q ON q.order_id = o.order_id",
            "ASOF JOIN",
            "row_number()"),
        sql(
            MONTH,
            "FROM by_day d",
            "FROM query_table('by_day') d",
            "table function query_table",
            "only declared inputs"),
        sql(
            MONTH,
            "FROM by_day d",
            "FROM (SELECT * FROM by_day USING SAMPLE 5) d",
            "USING SAMPLE",
            "Remove it"),
        sql(
            MONTH,
            "FROM by_day d",
            "FROM (SELECT * FROM by_day LIMIT 5) d",
            "LIMIT and OFFSET",
            "row_number()"),
        sql(
            MONTH,
            "FROM by_day d",
            "FROM (SELECT DISTINCT ON (shop) * FROM by_day) d",
            "DISTINCT ON",
            "row_number()"),
        sql(MONTH, computed, "now() AS computed_at", "now gives a different result", "Use as_of()"),
        sql(
            MONTH,
            computed,
            "current_timestamp AS computed_at",
            "current_timestamp gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "CURRENT_DATE AS computed_at",
            "current_date gives a different",
            "Use as_of()"),
        sql(MONTH, computed, "random() AS computed_at", "random gives a different", "Use as_of()"),
        sql(
            MONTH,
            computed,
            "gen_random_uuid() AS computed_at",
            "gen_random_uuid gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "getenv('HOME') AS computed_at",
            "getenv gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "current_setting('threads') AS computed_at",
            "current_setting gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "version() AS computed_at",
            "version gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "getvariable('a') AS computed_at",
            "getvariable gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "age(max(d.day)::TIMESTAMP) AS computed_at",
            "age gives a different",
            "Use as_of()"),
        sql(
            MONTH,
            computed,
            "first(d.day) AS computed_at",
            "first depends on the order",
            "ORDER BY inside"),
        sql(
            MONTH,
            computed,
            "arg_max(d.day, d.total) AS computed_at",
            "arg_max depends",
            "row_number()"),
        sql(
            MONTH,
            computed,
            "string_agg(d.shop, ',') AS computed_at",
            "string_agg depends",
            "ORDER BY inside"),
        sql(MONTH, computed, "list(d.shop) AS computed_at", "list depends", "ORDER BY inside"),
        sql(
            MONTH,
            computed,
            "approx_quantile(d.total, 0.5) AS computed_at",
            "is an estimate",
            "exact one"),
        sql(
            MONTH,
            computed,
            "stddev(d.total) AS computed_at",
            "stddev sums floating point",
            "integers or decimals"),
        sql(
            MONTH,
            computed,
            "sum(d.total::DOUBLE) AS computed_at",
            "sum sums floating point",
            "DECIMAL(p,s)"),
        sql(
            MONTH,
            computed,
            "avg(d.total * 1e0) AS computed_at",
            "avg sums floating point",
            "DECIMAL(p,s)"),
        sql(
            MONTH,
            computed,
            "row_number() OVER (PARTITION BY d.shop) AS computed_at",
            "row_number numbers or picks rows",
            "ORDER BY <a total order>"),
        sql(
            MONTH,
            computed,
            "lag(d.shop) OVER () AS computed_at",
            "lag numbers or picks rows",
            "ORDER BY <a total order>"),
        sql(
            MONTH,
            computed,
            "count(*) OVER (ROWS 1 PRECEDING) AS computed_at",
            "numbers or picks rows",
            "ORDER BY <a total order>"),
        sql(DAY, total, "max(c._event) AS total", "the SQL reads _event", "content columns"),
        new Mistake(MONTH, computed, "1 AS _x", "SELECT", "the SQL selects _x", "another name"),
        new Mistake(MONTH, computed, "1 AS shop", "SELECT", "selects shop twice", "its own name"),
        new Mistake(
            MONTH,
            computed,
            "1 AS \"Shop\"",
            "SELECT",
            "selects shop and Shop, which are the same name",
            "case makes no difference"),
        new Mistake(
            ORDERS,
            "o.email",
            "o.email, o.total AS \"TOTAL\"",
            "SELECT",
            "selects total and TOTAL, which are the same name",
            "case makes no difference"),
        new Mistake(
            MONTH,
            computed,
            "count(*)::HUGEINT AS n",
            "SELECT",
            "of type HUGEINT",
            "BIGINT or DECIMAL(38,0)"),
        new Mistake(
            MONTH,
            "GROUP BY d.shop",
            "GROUP BY d.shop; DELETE FROM by_day",
            "SELECT",
            "Only SELECT statements",
            "Write one SELECT"),
        new Mistake(
            MONTH,
            "GROUP BY d.shop",
            "GROUP BY d.shop; SELECT 1",
            "SELECT",
            "there are 2 statements",
            "Write one SELECT"),
        new Mistake(
            ORDERS,
            "SELECT\n",
            "INSTALL httpfs; SELECT\n",
            "INSTALL",
            "Only SELECT statements",
            "Write one SELECT"),
        sql(
            "audits/totals_are_small.sql",
            "FROM by_day",
            "FROM shops",
            "reads shops",
            "It may read by_day"),
        sql(
            "reference/rates.csv",
            "usd,0.9,",
            "usd,",
            "has 4 values, but the header has 5",
            "one value per name"));
  }

  @ParameterizedTest
  @MethodSource({"shape", "sources", "entities", "parts", "fields", "tables", "sql"})
  void aMistakeIsOneProblemWithItsPlaceAndItsFix(Mistake mistake) {
    TestModel broken = TestModel.maximal().edit(mistake.file(), mistake.from(), mistake.to());

    List<ModelProblem> problems = broken.problems();

    assertThat(problems.toString(), problems, hasSize(1));
    ModelProblem problem = problems.get(0);
    assertThat(problem.file(), is(mistake.file()));
    assertThat(problem.toString(), problem.line(), is(broken.line(mistake.file(), mistake.at())));
    assertThat(problem.message(), containsString(mistake.message()));
    assertThat(problem.fix(), containsString(mistake.fix()));
  }

  @Test
  void sevenMistakesAreSevenProblems() {
    TestModel broken =
        TestModel.maximal()
            .edit(YAML, "type: double", "type: duoble")
            .edit(YAML, "retention: P3M", "retention: soon")
            .edit(YAML, "entity: shop_event", "entity: shop_evnt")
            .edit(YAML, "    severity: warning\n", "    severty: warning\n    severity: warning\n")
            .edit(YAML, "reference: [rates]", "reference: [rats]")
            .edit(ORDERS, ORDER, ORDER + " LEFT JOIN read_csv('a') q ON q.order_id = o.order_id")
            .edit(DAY, "sum(c.total) AS total", "first(c.total) AS total");

    List<ModelProblem> problems = broken.problems();

    assertThat(problems.toString(), problems, hasSize(7));
  }

  @Test
  void theMessageHasALineForEachProblem() {
    String message =
        new ModelException(
                List.of(
                    new ModelProblem(YAML, 41, "a is wrong", "Mend it."),
                    new ModelProblem("x.sql", 0, "b is wrong", "Mend it too.")))
            .getMessage();

    assertThat(message, is("model.yaml:41: a is wrong. Mend it.\nx.sql: b is wrong. Mend it too."));
  }

  @Test
  void textThatIsNoYamlIsOneProblemWithItsLine() {
    List<ModelProblem> problems =
        TestModel.maximal().with(YAML, "model: a\nsources: {b: [}\n").problems();

    assertThat(problems, hasSize(1));
    assertThat(problems.get(0).line(), is(2));
    assertThat(problems.get(0).fix(), containsString("indentation"));
  }

  @Test
  void aModelWithoutItsFileSaysSo() {
    List<ModelProblem> problems = TestModel.maximal().without(YAML).problems();

    assertThat(problems, hasSize(1));
    assertThat(problems.get(0).message(), containsString("the file does not exist"));
  }

  @Test
  void anAliasThatHoldsItselfIsRefused() {
    TestModel broken =
        TestModel.maximal()
            .edit(
                YAML,
                "            fields:\n              sku:",
                "            fields: &f\n              inner: {path: /i, type: list<struct>, fields: *f}\n              sku:");

    assertThat(broken.problems().get(0).message(), containsString("deep"));
  }
}
