package dev.medallion.replay.pipelines.suite.kills;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What connects a process with a server. Once it is cut, no byte passes any more, and whoever calls
 * is hung up on: to the server, that is how a process looks that died.
 */
final class Wire implements AutoCloseable {
  private final ServerSocket end;
  private final InetSocketAddress server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile boolean isCut;

  private Wire(ServerSocket end, InetSocketAddress server) {
    this.end = end;
    this.server = server;
  }

  /** Leads to a server. */
  static Wire to(URI server) throws IOException {
    Wire wire =
        new Wire(
            new ServerSocket(0, 500, InetAddress.getLoopbackAddress()),
            new InetSocketAddress(server.getHost(), server.getPort()));
    start(wire::accept);
    return wire;
  }

  /** Where it is called. */
  URI endpoint() {
    return URI.create("http://127.0.0.1:" + end.getLocalPort());
  }

  /** Ends what is on its way, and all that would come. */
  void cut() {
    isCut = true;
    sockets.forEach(Wire::closeQuietly);
  }

  boolean isCut() {
    return isCut;
  }

  @Override
  public void close() {
    sockets.forEach(Wire::closeQuietly);
    closeQuietly(end);
  }

  private void accept() {
    while (!end.isClosed()) {
      try {
        connect(end.accept());
      } catch (IOException e) {
        // Closed, or the server is gone: whoever called sees a broken connection.
      }
    }
  }

  private void connect(Socket caller) throws IOException {
    if (isCut) {
      closeQuietly(caller);
      return;
    }
    sockets.add(caller);
    Socket called = new Socket();
    sockets.add(called);
    called.connect(server);
    caller.setTcpNoDelay(true);
    called.setTcpNoDelay(true);
    if (isCut) {
      closeQuietly(caller);
      closeQuietly(called);
    }
    start(() -> pass(caller, called));
    start(() -> pass(called, caller));
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    } catch (IOException e) {
      // Either side has ended it.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private static void start(Runnable run) {
    Thread thread = new Thread(run, "wire");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable one) {
    try {
      one.close();
    } catch (Exception e) {
      // It is closed.
    }
  }
}
