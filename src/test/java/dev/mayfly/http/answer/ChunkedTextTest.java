package dev.mayfly.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.http.quarkus.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sending a text chunk by chunk. */
class ChunkedTextTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final AtomicInteger computed = new AtomicInteger();
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final List<InvalidInputException> refused = new CopyOnWriteArrayList<>();
    private final Client client = new Client();
    private final SendQueues queues = new SendQueues(new SendLimits(1_000_000, Duration.ofSeconds(1)));
    private final CompletableFuture<Void> cut = new CompletableFuture<>();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    /** Starts to send a text of so many chunks; the one numbered {@code failing} fails. */
    private void send(int chunks, int failing) {
        send(chunks, failing, new IllegalStateException("meant to fail"));
    }

    private void send(int chunks, int failing, RuntimeException failure) {
        TextSource text = (out, enough) -> {
            int number = computed.incrementAndGet();
            if (number == failing) {
                throw failure;
            }
            out.ascii("chunk" + number + ";");
            return number == chunks;
        };
        Consumer<InvalidInputException> refusal = mistake -> {
            refused.add(mistake);
            over.complete(null);
        };
        onLoop(() -> {
            SendQueues.Share share = queues.share(VERTX, "one", () -> cut.complete(null), ChunkedText.WAITING_BYTES);
            new ChunkedText(
                            text,
                            EventLoop.current(),
                            client.response,
                            false,
                            share,
                            refusal,
                            () -> over.complete(null))
                    .start();
        });
    }

    @Test
    void a_text_is_written_whole_and_in_order() {
        send(3, 0);
        over.join();
        assertThat(client.written).containsExactly("chunk1;", "chunk2;", "chunk3;");
        assertThat(client.chunked).isTrue();
        assertThat(client.ended).isTrue();
    }

    @Test
    void what_is_compressed_is_written_in_pieces_between_which_the_event_loop_does_something_else() {
        String text = "0123456789".repeat(ChunkedText.PIECE_BYTES / 4 - 3);
        TextSource source = (out, enough) -> {
            out.ascii(text);
            return true;
        };
        List<Integer> between = new CopyOnWriteArrayList<>();
        onLoop(() -> {
            SendQueues.Share share = queues.share(VERTX, "one", () -> cut.complete(null), ChunkedText.WAITING_BYTES);
            client.whenWritten = () -> LOOP.runOnContext(unused -> between.add(client.written.size()));
            new ChunkedText(
                            source,
                            EventLoop.current(),
                            client.response,
                            true,
                            share,
                            refused::add,
                            () -> over.complete(null))
                    .start();
        });
        over.join();
        onLoop(() -> {});
        assertThat(String.join("", client.written)).isEqualTo(text);
        assertThat(client.written).hasSize(3).allMatch(piece -> piece.length() <= ChunkedText.PIECE_BYTES);
        assertThat(between).startsWith(1, 2);
    }

    @Test
    void nothing_is_computed_while_the_client_does_not_read() throws InterruptedException {
        client.full = true;
        send(3, 0);
        assertThat(client.written.take()).isEqualTo("chunk1;");
        client.awaitDrainHandler();
        assertThat(computed).hasValue(1);
        client.drain();
        assertThat(client.written.take()).isEqualTo("chunk2;");
        client.awaitDrainHandler();
        assertThat(computed).hasValue(2);
        client.full = false;
        client.drain();
        over.join();
        assertThat(computed).hasValue(3);
    }

    @Test
    void a_client_that_reads_nothing_is_disconnected_and_its_share_is_free() throws InterruptedException {
        client.full = true;
        send(3, 0);
        assertThat(client.written.take()).isEqualTo("chunk1;");
        assertThat(queues.usedBytes()).isEqualTo(ChunkedText.WAITING_BYTES);
        cut.join();
        assertThat(queues.usedBytes()).isZero();
        onLoop(() -> client.closeHandler.handle(null));
        over.join();
        assertThat(queues.usedBytes()).isZero();
        assertThat(computed).hasValue(1);
    }

    @Test
    void the_end_of_a_text_keeps_its_share_until_it_has_been_read() throws InterruptedException {
        client.unread = new CompletableFuture<>();
        send(1, 0);
        over.join();
        onLoop(() -> {});
        assertThat(queues.usedBytes()).isEqualTo(ChunkedText.WAITING_BYTES);
        client.unread.complete(null);
        onLoop(() -> {});
        assertThat(queues.usedBytes()).isZero();
        assertThat(cut).isNotDone();
    }

    @Test
    void nothing_is_computed_when_the_client_has_gone() throws InterruptedException {
        client.full = true;
        send(3, 0);
        client.written.take();
        client.awaitDrainHandler();
        onLoop(() -> client.closeHandler.handle(null));
        over.join();
        assertThat(client.drainHandler).isNull();
        assertThat(computed).hasValue(1);
        assertThat(client.ended).isFalse();
    }

    @Test
    void a_client_that_has_gone_before_gets_nothing() {
        client.closed = true;
        send(3, 0);
        over.join();
        assertThat(computed).hasValue(0);
    }

    @Test
    void a_failure_cuts_the_connection() {
        send(3, 2);
        over.join();
        onLoop(() -> {});
        assertThat(client.written).containsExactly("chunk1;");
        assertThat(client.ended).isFalse();
        assertThat(client.reset).isTrue();
    }

    @Test
    void a_mistake_that_is_found_before_the_first_chunk_is_answered() {
        InvalidInputException mistake = InvalidInputException.tooLarge("", "Too much.", 5);
        send(3, 1, mistake);
        over.join();
        onLoop(() -> {});
        assertThat(refused).containsExactly(mistake);
        assertThat(client.chunked).as("the problem is sent whole").isFalse();
        assertThat(client.reset).isFalse();
    }

    @Test
    void a_mistake_that_is_found_later_cuts_the_connection() {
        send(3, 2, InvalidInputException.tooLarge("", "Too much.", 5));
        over.join();
        onLoop(() -> {});
        assertThat(refused).isEmpty();
        assertThat(client.reset).isTrue();
    }

    private static void onLoop(Runnable task) {
        CompletableFuture<Void> ran = new CompletableFuture<>();
        LOOP.runOnContext(unused -> {
            task.run();
            ran.complete(null);
        });
        ran.join();
    }

    private static final io.vertx.core.Context LOOP = VERTX.getOrCreateContext();

    /** The far end of a response, as far as a chunked reply deals with it. */
    private static final class Client implements InvocationHandler {
        private final LinkedBlockingQueue<String> written = new LinkedBlockingQueue<>();
        private final LinkedBlockingQueue<Boolean> drainHandlers = new LinkedBlockingQueue<>();
        private final HttpServerResponse response = (HttpServerResponse)
                Proxy.newProxyInstance(Client.class.getClassLoader(), new Class<?>[] {HttpServerResponse.class}, this);
        private volatile boolean full;
        private volatile Runnable whenWritten = () -> {};
        private volatile CompletableFuture<Void> unread;
        private volatile boolean closed;
        private volatile boolean ended;
        private volatile boolean reset;
        private volatile boolean chunked;
        private volatile Handler<Void> drainHandler;
        private volatile Handler<Void> closeHandler;

        @Override
        @SuppressWarnings("unchecked")
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "closed" -> {
                    return closed;
                }
                case "headWritten" -> {
                    return !written.isEmpty();
                }
                case "writeQueueFull" -> {
                    return full;
                }
                case "write" -> {
                    written.add(((Buffer) arguments[0]).toString());
                    whenWritten.run();
                }
                case "end" -> {
                    written.add(((Buffer) arguments[0]).toString());
                    ended = true;
                    if (unread != null) {
                        return Future.fromCompletionStage(unread);
                    }
                }
                case "reset" -> {
                    reset = true;
                    return true;
                }
                case "closeHandler" -> closeHandler = (Handler<Void>) arguments[0];
                case "drainHandler" -> {
                    drainHandler = (Handler<Void>) arguments[0];
                    if (drainHandler != null) {
                        drainHandlers.add(true);
                    }
                }
                case "setChunked" -> chunked = (boolean) arguments[0];
                default -> throw new UnsupportedOperationException(method.toString());
            }
            return method.getReturnType() == Future.class ? Future.succeededFuture() : proxy;
        }

        private void awaitDrainHandler() throws InterruptedException {
            drainHandlers.take();
        }

        private void drain() {
            onLoop(() -> drainHandler.handle(null));
        }
    }
}
