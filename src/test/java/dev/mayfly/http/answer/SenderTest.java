package dev.mayfly.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.quarkus.BodyWriter.Suspension;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Answers on their way to a client, past the framework. */
class SenderTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final List<String> happened = new CopyOnWriteArrayList<>();

    @AfterAll
    static void stop() {
        VERTX.close();
    }

    private static JsonBuffer json() {
        return new JsonBuffer(0).ascii("{\"a\":1}");
    }

    private static HttpResponse<String> sent(Answer answer, String query, String... headers) throws Exception {
        return got((http, suspension) -> Sender.send(http, answer), null, query, headers);
    }

    private static HttpResponse<String> got(
            BiConsumer<RoutingContext, Suspension> sending, Suspension suspension, String query, String... headers)
            throws Exception {
        Router router = Router.router(VERTX);
        router.route().handler(http -> sending.accept(http, suspension));
        HttpServer server = VERTX.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + server.actualPort() + "/" + query));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } finally {
            server.close();
        }
    }

    @Test
    void a_whole_answer_has_its_status_its_headers_and_a_length() throws Exception {
        HttpResponse<String> got = sent(Answer.json(201, json()).at(7).with("Location", "/there"), "");
        assertThat(got.statusCode()).isEqualTo(201);
        assertThat(got.body()).isEqualTo("{\"a\":1}");
        assertThat(got.headers().map())
                .containsEntry("Content-Type", List.of("application/json"))
                .containsEntry("Vary", List.of("Accept, Accept-Encoding"))
                .containsEntry("Mayfly-Position", List.of("7"))
                .containsEntry("Location", List.of("/there"))
                .containsEntry("content-length", List.of("7"));
    }

    @Test
    void an_answer_is_not_changed_by_one_that_has_more_headers() throws Exception {
        Answer answer = Answer.json(200, json());
        assertThat(answer.with("More", "1").headers()).isNotSameAs(answer.headers());
        assertThat(sent(answer, "").headers().firstValue("More")).isEmpty();
    }

    @Test
    void an_answer_without_content_has_no_type() throws Exception {
        HttpResponse<String> got = sent(Answer.empty(202).at(3), "");
        assertThat(got.statusCode()).isEqualTo(202);
        assertThat(got.body()).isEmpty();
        assertThat(got.headers().firstValue("Content-Type")).isEmpty();
        assertThat(got.headers().firstValue("Mayfly-Position")).hasValue("3");
    }

    @Test
    void json_is_laid_out_as_the_request_wants_and_other_content_is_not() throws Exception {
        String[] terminal = {"User-Agent", "curl/8.5.0"};
        assertThat(sent(Answer.json(200, json()), "", terminal).body()).isEqualTo("{\"a\":1}\n");
        assertThat(sent(Answer.json(200, json()), "?pretty").body()).isEqualTo("{\n  \"a\": 1\n}");
        assertThat(sent(Answer.written(json(), Format.NDJSON), "?pretty", terminal)
                        .body())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void a_text_that_may_be_large_comes_in_chunks_and_in_the_same_layout() throws Exception {
        Answer answer = Answer.text(
                (out, enough) -> {
                    out.ascii(happened.isEmpty() ? "{\"a\":" : "1}");
                    happened.add("rendered");
                    return happened.size() == 2;
                },
                Format.JSON,
                Answer.AT_ONCE_BYTES + 1L);
        assertThat(happened).as("rendered while it is sent").isEmpty();
        HttpResponse<String> got = sent(answer, "", "User-Agent", "curl/8.5.0");
        assertThat(got.body()).isEqualTo("{\"a\":1}\n");
        assertThat(got.headers().map())
                .containsEntry("Content-Type", List.of("application/json;charset=UTF-8"))
                .doesNotContainKey("content-length");
    }

    @Test
    void a_text_that_is_small_is_rendered_at_once() {
        Answer answer = Answer.text(
                (out, enough) -> {
                    out.ascii("{}");
                    return true;
                },
                Format.JSON,
                Answer.AT_ONCE_BYTES);
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Whole.class,
                        whole -> assertThat(new String(whole.body().toByteArray(), UTF_8))
                                .isEqualTo("{}"));
    }

    @Test
    void a_problem_is_told_with_its_own_headers() throws Exception {
        HttpResponse<String> got = sent(Answer.problem(Problem.throttled("Wait.", 5)), "");
        assertThat(got.statusCode()).isEqualTo(429);
        assertThat(got.body()).contains("\"detail\":\"Wait.\"");
        assertThat(got.headers().map())
                .containsEntry("Content-Type", List.of("application/problem+json"))
                .containsEntry("Retry-After", List.of("5"));
    }

    @Test
    void a_request_is_suspended_for_as_long_as_a_live_answer_lasts() throws Exception {
        HttpResponse<String> got = got(
                (http, suspension) -> {
                    Sender.body(http, Answer.live(new Told(http, false), Format.NDJSON), suspension);
                    happened.add("returned");
                },
                new Noted(),
                "");
        assertThat(got.body()).isEqualTo("told");
        assertThat(happened)
                .as("identity keeps a compressor from holding back what is told")
                .containsExactly("suspended", "started as identity", "resumed", "returned");
    }

    @Test
    void a_live_answer_that_is_over_before_it_begins_leaves_no_request_suspended() throws Exception {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        got(
                (http, suspension) -> {
                    Sender.body(http, Answer.live(new Told(http, true), Format.NDJSON), suspension);
                    sent.complete(null);
                    http.response().end();
                },
                new Noted(),
                "");
        sent.get(10, TimeUnit.SECONDS);
        assertThat(happened).isEmpty();
    }

    private final class Told implements Answer.Live.Events {
        private final RoutingContext http;
        private final boolean over;

        Told(RoutingContext http, boolean over) {
            this.http = http;
            this.over = over;
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public void start() {
            happened.add("started as " + http.response().headers().get("Content-Encoding"));
            http.response().end("told");
        }
    }

    private final class Noted implements Suspension {
        @Override
        public void suspend() {
            happened.add("suspended");
        }

        @Override
        public void refuse(RuntimeException refusal) {
            throw refusal;
        }

        @Override
        public void resume() {
            happened.add("resumed");
        }
    }
}
