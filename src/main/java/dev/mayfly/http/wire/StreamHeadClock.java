package dev.mayfly.http.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * A limit on the time that a header block of HTTP/2 takes to arrive, from the first byte of its first frame to the last
 * of its last (RFC 9113, sections 4.1 and 4.3). It is in the pipeline of a connection before the codec, from the first
 * byte on. A connection whose block is late ends with {@code ENHANCE_YOUR_CALM}, because nothing else may be sent on it
 * in between.
 *
 * <p>A connection on which very many frames come that ask for nothing, such as pings, ends likewise.
 *
 * <p>Of each frame it reads the nine bytes before the payload. The time for the preface counts likewise.
 */
final class StreamHeadClock extends ArrivalClock {
    private static final int PREFACE_BYTES = 24;
    private static final int FRAME_HEAD_BYTES = 9;
    /** The bytes of a frame's head that say its length, type and flags; the others are its stream. */
    private static final int KNOWN_BYTES = 5;

    /** The most frames in {@link #ASIDES_NANOS} that ask for nothing: pings, settings and priorities. */
    private static final int MOST_ASIDES = 1_000;

    private static final long ASIDES_NANOS = 10_000_000_000L;

    private int asides;
    private long asidesSinceNanos = System.nanoTime();
    /** The bytes of the payload that have not arrived. */
    private int left = PREFACE_BYTES;
    /** The bytes of the next frame's head that have arrived. */
    private int headBytes;
    /** The length, type and flags of the frame. */
    private long head;
    /** Whether the payload belongs to a header block, or is the preface. */
    private boolean inBlock = true;
    /** Whether the block goes on after that. */
    private boolean goesOn;
    /** The number of blocks and other frames that are complete. */
    private long complete;

    StreamHeadClock(WireLimits limits) {
        super(limits);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            read(bytes);
            if (asides > MOST_ASIDES && isFlood()) {
                bytes.release();
                end(context, "Too many frames that ask for nothing");
                return;
            }
            look(context);
        }
        context.fireChannelRead(message);
    }

    @Override
    boolean isArriving() {
        return goesOn || headBytes > 0 || inBlock && left > 0;
    }

    @Override
    long arrived() {
        return complete;
    }

    @Override
    void late(ChannelHandlerContext context) {
        end(context, "Headers are late; see " + WireLimits.HEAD_TIME);
    }

    private void read(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int at = bytes.readerIndex(); at < end; ) {
            if (left > 0) {
                int skipped = Math.min(left, end - at);
                at += skipped;
                left -= skipped;
            } else {
                if (headBytes < KNOWN_BYTES) {
                    head = head << 8 | bytes.getUnsignedByte(at);
                }
                at++;
                headBytes++;
                if (headBytes < FRAME_HEAD_BYTES) {
                    continue;
                }
                begin((int) (head >>> 16), (byte) (head >>> 8), (short) (head & 0xff));
            }
            if (left == 0 && !goesOn) {
                complete++;
                inBlock = false;
            }
        }
    }

    private void begin(int length, byte type, short flags) {
        if (type == Http2FrameTypes.PING || type == Http2FrameTypes.SETTINGS || type == Http2FrameTypes.PRIORITY) {
            asides++;
        }
        head = 0;
        headBytes = 0;
        left = length;
        inBlock = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
        goesOn = inBlock && !new Http2Flags(flags).endOfHeaders();
    }

    /** Returns whether the last frames that ask for nothing came in a short time, and counts anew. */
    private boolean isFlood() {
        long now = System.nanoTime();
        boolean flood = now - asidesSinceNanos < ASIDES_NANOS;
        asides = 0;
        asidesSinceNanos = now;
        return flood;
    }

    private static void end(ChannelHandlerContext context, String why) {
        ChannelHandlerContext codec = context.pipeline().context(Http2ConnectionHandler.class);
        if (codec != null) {
            ((Http2ConnectionHandler) codec.handler())
                    .onError(codec, false, Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, why));
        }
    }
}
