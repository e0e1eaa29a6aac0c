package dev.mayfly.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.packaged.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application behind TLS, as the guide configures it: certificates, HTTP/2, and how both are replaced. */
class TlsIT {
    private static final String TOKEN = "a-token-behind-tls";

    @TempDir
    private Path directory;

    @Test
    void tls_has_http_2_and_asks_clients_for_certificates_that_replace_no_token() throws Exception {
        Certificate first = Certificate.make(directory, "first");
        Certificate client = Certificate.make(directory, "client");
        Path crt = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        Path ca = directory.resolve("ca.crt");
        first.write(crt, key);
        client.write(ca, directory.resolve("unused.key"));
        try (Server server = Server.start(
                directory.resolve("log"),
                "mayfly.token=" + TOKEN,
                "mayfly.tls.client-auth=required",
                "quarkus.http.insecure-requests=disabled",
                "quarkus.http.ssl-port=0",
                "quarkus.tls.key-store.pem.0.cert=" + crt,
                "quarkus.tls.key-store.pem.0.key=" + key,
                "quarkus.tls.trust-store.pem.certs=" + ca,
                "quarkus.tls.reload-period=1s")) {
            URI version = server.address().resolve("/version");
            assertThat(version.getScheme()).isEqualTo("https");
            HttpResponse<String> answer = get(first, client, version, TOKEN);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(get(first, client, version, "another-token-of-theirs").statusCode())
                    .isEqualTo(401);
            assertThatThrownBy(() -> get(first, null, version, TOKEN)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(first, first, version, TOKEN)).isInstanceOf(IOException.class);

            Certificate second = Certificate.make(directory, "second");
            second.write(crt, key);
            awaitTrusted(second, client, version);
            assertThatThrownBy(() -> get(first, client, version, TOKEN)).isInstanceOf(SSLHandshakeException.class);
            assertThatThrownBy(() -> get(second, null, version, TOKEN)).isInstanceOf(IOException.class);
        }
    }

    private static void awaitTrusted(Certificate server, Certificate client, URI address) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                assertThat(get(server, client, address, TOKEN).statusCode()).isEqualTo(200);
                return;
            } catch (SSLHandshakeException old) {
                if (System.nanoTime() > deadlineNanos) {
                    throw new AssertionError("the certificate was not replaced", old);
                }
                Server.pause();
            }
        }
    }

    private static HttpResponse<String> get(Certificate server, Certificate client, URI address, String token)
            throws Exception {
        HttpClient http =
                HttpClient.newBuilder().sslContext(server.trustedBy(client)).build();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
