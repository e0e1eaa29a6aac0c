package dev.mayfly.http.wire;

import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemMapping;
import dev.mayfly.http.problem.RequestLog;
import dev.mayfly.http.quarkus.ConnectionEvent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A guard between the HTTP/1.x codec and everything else. It answers a request that breaks the {@link RequestRules}, or
 * cannot be read, with a problem, after the answers to earlier requests, and closes the connection; nothing after such
 * a request is read as a request.
 *
 * <p>It also corrects outgoing answers: an error without a body gets a problem as its body, and the coding
 * {@code identity}, which means none, is removed.
 */
final class RequestGuard extends ChannelDuplexHandler {
    /** The time that a client has to notice the end of a refused connection before it is cut. */
    private static final long LINGER_MILLIS = 2_000;

    private static final String UPGRADE_SETTINGS = "HTTP2-Settings";

    private final RequestRules rules;
    private @Nullable ChannelHandlerContext own;
    /** The number of requests and parts of their bodies that have arrived. */
    private long messages;
    /** Whether the last of them is to be followed by more of the same body. */
    private boolean inBody;
    /** The number of requests that were passed on and whose answers have not ended. */
    private int open;
    /** Whether the last of them needs an answer without a body. */
    private boolean lastIsHead;
    /** Whether the answer to the first of them has started. */
    private boolean begun;
    /** Why the connection is ending; null while it is not. */
    private @Nullable Problem refusal;
    /** The number of open requests at which the refusal is sent: 1 if it is the answer to the last of them. */
    private int answeredAt;
    /** Whether the refused request needs an answer without a body. */
    private boolean refusedIsHead;
    /** Whether the next answer is the last one. */
    private boolean lastAnswer;
    /** Whether the last answer has been sent; nothing is answered after that. */
    private boolean over;

    RequestGuard(WireLimits limits) {
        this.rules = new RequestRules(limits);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        own = added;
    }

    /** Returns the number of requests and parts of their bodies that have arrived. */
    long messages() {
        return messages;
    }

    /** Returns whether the end of a request's body is awaited. */
    boolean isInBody() {
        return inBody;
    }

    /** Refuses a request whose head takes too long to arrive. */
    void refuseLate() {
        if (own != null && refusal == null && !over) {
            refuse(own, rules.late(), 0, false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        messages++;
        inBody = !(message instanceof LastHttpContent);
        if (refusal != null || over) {
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            Problem fault = rules.fault(request);
            if (fault == null) {
                prepare(request);
                open++;
                lastIsHead = HttpMethod.HEAD.equals(request.method());
                context.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
                RequestLog.failed(request.method().name(), request.uri(), fault, null);
                refuse(context, fault, 0, HttpMethod.HEAD.equals(request.method()));
            }
        } else if (message instanceof HttpContent content
                && content.decoderResult().isFailure()) {
            Problem fault = rules.unreadable(content.decoderResult().cause());
            ReferenceCountUtil.release(message);
            refuse(context, fault, 1, lastIsHead);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (over) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        Object outgoing = message;
        if (message instanceof HttpResponse response
                && response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            begun = true;
            outgoing = setRight(response);
            if (lastAnswer) {
                ((HttpResponse) outgoing).headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
        }
        var unused = context.write(outgoing, promise);
        if (outgoing instanceof LastHttpContent && begun) {
            begun = false;
            open--;
            if (lastAnswer) {
                over = true;
                context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                        .addListener((ChannelFutureListener) written -> end(context));
            } else {
                answerIfDue(context);
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ConnectionEvent.END_AFTER_ANSWER) {
            lastAnswer = true;
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    /** Removes what later handlers would misunderstand from a request. */
    private static void prepare(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String codings = headers.get(HttpHeaderNames.ACCEPT_ENCODING);
        if (codings != null) {
            // The compressor recognizes codings only in lower case.
            String all = String.join(",", headers.getAll(HttpHeaderNames.ACCEPT_ENCODING));
            String lower = all.toLowerCase(Locale.ROOT);
            if (!lower.equals(codings)) {
                headers.set(HttpHeaderNames.ACCEPT_ENCODING, lower);
            }
        }
        if (headers.contains(HttpHeaderNames.UPGRADE) && !headers.contains(UPGRADE_SETTINGS)) {
            // No such upgrade exists; a server may ignore it.
            headers.remove(HttpHeaderNames.UPGRADE);
        }
        if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)
                && headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            // The codec uses the first of several different lengths, so what follows such a body may be part of it.
            HttpUtil.setKeepAlive(request, false);
        }
    }

    private HttpResponse setRight(HttpResponse response) {
        HttpHeaders headers = response.headers();
        String coding = headers.get(HttpHeaderNames.CONTENT_ENCODING);
        if (coding != null && HttpHeaderValues.IDENTITY.contentEqualsIgnoreCase(coding)) {
            headers.remove(HttpHeaderNames.CONTENT_ENCODING);
        }
        int status = response.status().code();
        if (status >= 400
                && open == 1
                && !lastIsHead
                && response instanceof FullHttpResponse whole
                && !whole.content().isReadable()
                && !headers.contains(HttpHeaderNames.CONTENT_TYPE)) {
            Problem problem = ProblemMapping.ofStatus(status, headers.get(HttpHeaderNames.ALLOW));
            whole.release();
            FullHttpResponse told = told(problem);
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
            told.headers().add(headers);
            return told;
        }
        return response;
    }

    private void refuse(ChannelHandlerContext context, Problem problem, int mayBeOpen, boolean isHead) {
        refusal = problem;
        answeredAt = mayBeOpen;
        refusedIsHead = isHead;
        // Further input is discarded until the client notices.
        context.channel().config().setAutoRead(true);
        answerIfDue(context);
    }

    private void answerIfDue(ChannelHandlerContext context) {
        if (refusal == null || over || open > answeredAt) {
            return;
        }
        over = true;
        if (open < answeredAt || begun) {
            // The answer, or part of it, has been sent.
            var unused = context.close();
            return;
        }
        FullHttpResponse answer = told(refusal);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        if (refusedIsHead) {
            answer.content().clear();
        }
        context.writeAndFlush(answer).addListener((ChannelFutureListener) written -> end(context));
    }

    /**
     * Ends a connection so that the client gets to read the last answer. If it were cut at once, the answer might be
     * lost with the reset.
     */
    private static void end(ChannelHandlerContext context) {
        Channel channel = context.channel();
        if (channel instanceof DuplexChannel duplex && context.pipeline().get(SslHandler.class) == null) {
            var unused = duplex.shutdownOutput();
            var unusedToo = context.executor().schedule(() -> cut(channel), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            var unused = context.close();
        }
    }

    private static void cut(Channel channel) {
        var unused = channel.close();
    }

    private static FullHttpResponse told(Problem problem) {
        ByteBuf body = Unpooled.wrappedBuffer(problem.json());
        FullHttpResponse answer =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), body);
        answer.headers().set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE);
        answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        problem.headers().forEach(answer.headers()::set);
        return answer;
    }
}
