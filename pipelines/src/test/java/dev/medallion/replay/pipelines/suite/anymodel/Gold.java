package dev.medallion.replay.pipelines.suite.anymodel;

import dev.medallion.replay.options.window.Grain;
import java.util.List;

/**
 * A table computed from tables: its place in the model, and its SQL. {@link PlainGold} reads it.
 */
sealed interface Gold {
  String name();

  Grain grain();

  /** What it reads, in YAML. */
  String from();

  String key();

  /** The column that it is cut by. */
  String column();

  String sql();

  /** The tables that it reads. */
  List<String> inputs();

  /**
   * One row a day, of the days around it.
   *
   * @param number the column that is summed up
   * @param everyDay a day that sees nothing has a row too
   */
  record Daily(
      String name, String input, String number, int lookback, int lookahead, boolean everyDay)
      implements Gold {
    @Override
    public Grain grain() {
      return Grain.DAY;
    }

    @Override
    public String from() {
      return "{%s: {%s}}".formatted(input, Gold.reach(lookback, lookahead));
    }

    @Override
    public String key() {
      return "day";
    }

    @Override
    public String column() {
      return "day";
    }

    @Override
    public String sql() {
      return "SELECT partition_day() AS day, count(*) AS n, CAST(coalesce(sum("
          + number
          + "), 0) AS BIGINT) AS total FROM "
          + input
          + (everyDay ? "" : " HAVING count(*) > 0");
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** Rows of one table beside those of another with the same id, some days around. */
  record Joined(String name, String left, String right, int lookback, int lookahead)
      implements Gold {
    @Override
    public Grain grain() {
      return Grain.DAY;
    }

    @Override
    public String from() {
      return "{%s: {}, %s: {%s}}".formatted(left, right, Gold.reach(lookback, lookahead));
    }

    @Override
    public String key() {
      return "id";
    }

    @Override
    public String column() {
      return "day";
    }

    @Override
    public String sql() {
      return "SELECT t.id, t.day, p.val AS other FROM "
          + left
          + " t LEFT JOIN "
          + right
          + " p ON p.id = t.id WHERE t.day = partition_day()";
    }

    @Override
    public List<String> inputs() {
      return List.of(left, right);
    }
  }

  /** Rows of a table beside the rows of a whole table that they name. */
  record Sliced(String name, String left, String whole) implements Gold {
    @Override
    public Grain grain() {
      return Grain.DAY;
    }

    @Override
    public String from() {
      return "{%1$s: {}, %2$s: {slice: 'id IN (SELECT ref FROM %1$s)'}}".formatted(left, whole);
    }

    @Override
    public String key() {
      return "id";
    }

    @Override
    public String column() {
      return "day";
    }

    @Override
    public String sql() {
      return "SELECT t.id, t.day, c.val AS named FROM "
          + left
          + " t LEFT JOIN "
          + whole
          + " c ON c.id = t.ref WHERE t.day = partition_day()";
    }

    @Override
    public List<String> inputs() {
      return List.of(left, whole);
    }
  }

  /** One row a month. */
  record Monthly(String name, String input, String number) implements Gold {
    @Override
    public Grain grain() {
      return Grain.MONTH;
    }

    @Override
    public String from() {
      return "{%s: {}}".formatted(input);
    }

    @Override
    public String key() {
      return "month";
    }

    @Override
    public String column() {
      return "month";
    }

    @Override
    public String sql() {
      return "SELECT partition_day() AS month, count(*) AS n, CAST(coalesce(sum("
          + number
          + "), 0) AS BIGINT) AS total FROM "
          + input
          + " HAVING count(*) > 0";
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** One row a day, of the days of a {@link Daily} before it: gold of gold. */
  record Running(String name, String input, int lookback) implements Gold {
    @Override
    public Grain grain() {
      return Grain.DAY;
    }

    @Override
    public String from() {
      return "{%s: {%s}}".formatted(input, Gold.reach(lookback, 0));
    }

    @Override
    public String key() {
      return "day";
    }

    @Override
    public String column() {
      return "day";
    }

    @Override
    public String sql() {
      return "SELECT partition_day() AS day, CAST(sum(n) AS BIGINT) AS n FROM "
          + input
          + " HAVING count(*) > 0";
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** One row, of a whole table. */
  record Whole(String name, String input) implements Gold {
    @Override
    public Grain grain() {
      return Grain.NONE;
    }

    @Override
    public String from() {
      return "{%s: {}}".formatted(input);
    }

    @Override
    public String key() {
      return "one";
    }

    @Override
    public String column() {
      return "";
    }

    @Override
    public String sql() {
      return "SELECT 1 AS one, count(*) AS n FROM " + input;
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  private static String reach(int lookback, int lookahead) {
    return "lookback: P%dD, lookahead: P%dD".formatted(lookback, lookahead);
  }
}
