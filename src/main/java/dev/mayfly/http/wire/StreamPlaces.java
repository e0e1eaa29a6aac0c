package dev.mayfly.http.wire;

import dev.mayfly.http.share.ClientAddress;
import dev.mayfly.http.share.Shares;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The places for the streams of a server's HTTP/2 connections, each of which is a request until its answer has left.
 * Clients share them by their addresses. A connection whose address may have no more is allowed no further streams until
 * one of its own ends: they are refused as {@code REFUSED_STREAM}, after which a client may try again (RFC 9113, section
 * 8.7). Any thread may use it.
 */
final class StreamPlaces {
    private final Shares places;
    private final int mostOfConnection;

    /**
     * Makes places, all of them free.
     *
     * @param most the most streams of all connections
     * @param mostOfConnection the most streams of one connection
     */
    StreamPlaces(int most, int mostOfConnection) {
        this.places = new Shares(most);
        this.mostOfConnection = mostOfConnection;
    }

    /** Counts the streams of a connection from now on, if it is one of HTTP/2. For its event loop. */
    void watch(Channel channel) {
        ChannelHandlerContext codec = channel.pipeline().context(Http2ConnectionHandler.class);
        if (codec != null) {
            Http2Connection connection = ((Http2ConnectionHandler) codec.handler()).connection();
            String address = ClientAddress.of(channel.remoteAddress());
            connection.addListener(
                    new Counting(connection, address == null ? channel.id().asLongText() : address));
        }
    }

    /** Counts the streams of one connection. For its event loop. */
    private final class Counting extends Http2ConnectionAdapter {
        private final Http2Connection connection;
        private final String owner;
        private int held;

        Counting(Http2Connection connection, String owner) {
            this.connection = connection;
            this.owner = owner;
        }

        @Override
        public void onStreamActive(Http2Stream stream) {
            held++;
            if (places.take(owner, 1) == Shares.Outcome.TAKEN) {
                connection.remote().maxActiveStreams(mostOfConnection);
            } else {
                // This one has begun; it is the last.
                places.takeAnyway(owner, 1);
                connection.remote().maxActiveStreams(connection.remote().numActiveStreams());
            }
        }

        @Override
        public void onStreamClosed(Http2Stream stream) {
            // A stream that began as HTTP/1.1, before the connection was upgraded, has no place.
            if (held > 0) {
                held--;
                places.giveBack(owner, 1);
                connection.remote().maxActiveStreams(mostOfConnection);
            }
        }
    }
}
