package dev.mayfly.packaged;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeTestExecutionCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.LogConfig;
import org.apache.http.client.HttpClient;
import org.apache.http.impl.NoConnectionReuseStrategy;
import org.apache.http.impl.client.DefaultHttpClient;

/**
 * Has REST Assured take less of the machine.
 *
 * <p>It closes each connection after its answer. By itself it leaves one open per request, until a collection of garbage:
 * thousands in a process that runs many tests, of which each takes two of the file descriptors that a process may have.
 * When there are none left, the server accepts no connection any more, and the next request gets no answer. And what it
 * keeps of each request and answer, in case a test fails, it does not lay out.
 */
public final class LeanRequests implements QuarkusTestBeforeEachCallback, QuarkusTestBeforeTestExecutionCallback {
    /** Makes the callback; called by the test extension. */
    public LeanRequests() {}

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        set();
    }

    @Override
    public void beforeTestExecution(QuarkusTestMethodContext context) {
        // Quarkus has set everything anew in the meantime.
        set();
    }

    static void set() {
        HttpClientConfig known = RestAssured.config().getHttpClientConfig();
        LogConfig log = RestAssured.config().getLogConfig();
        RestAssured.config = RestAssured.config()
                .httpClient(known.httpClientFactory(LeanRequests::client))
                .logConfig(
                        log.enableLoggingOfRequestAndResponseIfValidationFails().enablePrettyPrinting(false));
    }

    /** Returns a client that keeps no connection once an answer has been read; REST Assured takes only this class. */
    @SuppressWarnings("deprecation")
    private static HttpClient client() {
        DefaultHttpClient client = new DefaultHttpClient();
        client.setReuseStrategy(NoConnectionReuseStrategy.INSTANCE);
        return client;
    }
}
