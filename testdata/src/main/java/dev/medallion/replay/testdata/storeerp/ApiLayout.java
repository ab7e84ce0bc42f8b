package dev.medallion.replay.testdata.storeerp;

/** How an API bucket arranges the folders of orders. */
enum ApiLayout {
  ROOT {
    @Override
    String folder(String stamp, String order, String uuid) {
      return stamp + "-" + order + "-" + uuid;
    }
  },
  VENDAS {
    @Override
    String folder(String stamp, String order, String uuid) {
      return "vendas/" + stamp + "-" + order + "-" + uuid;
    }
  },
  TREE {
    @Override
    String folder(String stamp, String order, String uuid) {
      return "vendas/" + stamp + "/" + order + "/" + uuid;
    }
  };

  /** Of one arrival of one order, below the bucket. */
  abstract String folder(String stamp, String order, String uuid);
}
