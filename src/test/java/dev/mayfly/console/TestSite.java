package dev.mayfly.console;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Pages that are good, and bad in one way each. */
final class TestSite implements AutoCloseable {
    static final String GOOD = """
            <!doctype html><html lang="en"><head><title>Good</title><link rel="icon" href="data:,">
            <style>:root { color-scheme: light dark } input { height: 24px }</style></head>
            <body><main><h1>A good page</h1><p id="user"></p><input aria-label="Name"><p hidden>Not shown</p>
            <in-shadow></in-shadow></main><script>
            document.querySelector('#user').textContent = [innerWidth, navigator.language, (12.5).toLocaleString(),
                matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
                Intl.DateTimeFormat().resolvedOptions().timeZone].join(' ');
            customElements.define('in-shadow', class extends HTMLElement {
                connectedCallback() {
                    this.attachShadow({mode: 'open'}).innerHTML = '<button style="height: 24px">In the shadow</button>';
                    const button = this.shadowRoot.querySelector('button');
                    button.onclick = () => button.textContent = 'Clicked';
                }
            });
            </script></body></html>
            """;

    private final HttpServer server;
    private volatile String lastAcceptLanguage = "";

    TestSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page("/good", Map.of(), GOOD);
        page("/warning", Map.of(), script("console.warn('a warning')"));
        page("/error", Map.of(), script("absent.call()"));
        page("/rejection", Map.of(), script("Promise.reject(new Error('rejected'))"));
        page("/missing", Map.of(), GOOD.replace("<h1>", "<img alt='' src='/none.png'><h1>"));
        page("/refused", Map.of(), script("fetch('http://localhost:1/refused').catch(() => 0)"));
        page("/foreign", Map.of(), GOOD.replace("<h1>", "<img alt='' src='http://mayfly.example/pixel.png'><h1>"));
        page("/dialog", Map.of(), script("setTimeout(() => alert('opened'))"));
        page("/nameless", Map.of(), GOOD.replace("aria-label", "data-label"));
        page("/wide", Map.of(), GOOD.replace("<h1>", "<h1 style='width: 400px'>"));
        page("/pale", Map.of(), GOOD.replace("<h1>", "<h1 style='color: #ddd; background: #fff'>"));
        page(
                "/policy",
                Map.of("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'"),
                GOOD);
        server.start();
    }

    private static String script(String statement) {
        return GOOD.replace("<script>", "<script>" + statement + ";</script><script>");
    }

    private void page(String path, Map<String, String> headers, String html) {
        server.createContext(path, exchange -> {
            if (!exchange.getRequestURI().getPath().equals(path)) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            lastAcceptLanguage = exchange.getRequestHeaders().getFirst("Accept-Language");
            byte[] body = html.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    String at(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    String lastAcceptLanguage() {
        return lastAcceptLanguage;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
