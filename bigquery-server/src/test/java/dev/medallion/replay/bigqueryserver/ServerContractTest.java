package dev.medallion.replay.bigqueryserver;

/** The contract, on the server of this module. */
class ServerContractTest extends BigQueryContract {
  @Override
  Place open() {
    return ServerPlace.open();
  }
}
