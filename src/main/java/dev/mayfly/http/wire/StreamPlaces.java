package dev.mayfly.http.wire;

import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.Shares;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AttributeKey;

/**
 * The places for the streams of a server's HTTP/2 connections, each of which is a request until its answer has left.
 * Clients share them by their addresses. A stream without a place is marked; the {@link StreamGate} refuses its request.
 * Any thread may use it.
 */
final class StreamPlaces {
    private static final AttributeKey<Counting> COUNTING = AttributeKey.valueOf(StreamPlaces.class, "counting");

    private final Shares places;

    /** Makes places for so many streams of all connections, all of them free. */
    StreamPlaces(int most) {
        this.places = new Shares(most);
    }

    /** Counts the streams of a connection from now on, if it is one of HTTP/2. For its event loop. */
    void watch(Channel channel) {
        ChannelHandlerContext codec = channel.pipeline().context(Http2ConnectionHandler.class);
        if (codec != null) {
            Http2Connection connection = ((Http2ConnectionHandler) codec.handler()).connection();
            String address = ClientAddress.of(channel.remoteAddress());
            Counting counting =
                    new Counting(connection, address == null ? channel.id().asLongText() : address);
            connection.addListener(counting);
            channel.attr(COUNTING).set(counting);
        }
    }

    /** Returns whether a stream of a connection has no place. For the connection's event loop. */
    static boolean isRefused(Channel channel, int stream) {
        Counting counting = channel.attr(COUNTING).get();
        return counting != null && counting.isRefused(stream);
    }

    /** Counts the streams of one connection. For its event loop. */
    private final class Counting extends Http2ConnectionAdapter {
        private final Http2Connection connection;
        private final Http2Connection.PropertyKey refused;
        private final String owner;
        private int held;

        Counting(Http2Connection connection, String owner) {
            this.connection = connection;
            this.refused = connection.newKey();
            this.owner = owner;
        }

        boolean isRefused(int stream) {
            Http2Stream known = connection.stream(stream);
            return known != null && known.getProperty(refused) != null;
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            held++;
            if (places.take(owner, 1) != Shares.Outcome.TAKEN) {
                // Until it has been refused, it is there all the same.
                places.takeAnyway(owner, 1);
                stream.setProperty(refused, Boolean.TRUE);
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            // A stream that began as HTTP/1.1, before the connection was upgraded, has no place.
            if (held > 0) {
                held--;
                places.giveBack(owner, 1);
            }
        }
    }
}
