package dev.mayfly.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.JavascriptExecutor;

/** The rules of accessibility, axe-core's. The driver runs them in the page, whatever its content security policy says. */
final class Axe {
    private static final String RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}).then(
                result => done(result.violations.map(each => ({
                    rule: each.id,
                    impact: each.impact,
                    help: each.help,
                    elements: each.nodes.map(node => node.target.flat().join(' >> ') + ': ' + node.html.slice(0, 200)
                        + ' — ' + node.failureSummary.replace(/\\s+/g, ' '))
                }))),
                error => done('axe failed: ' + error));
            """;

    private Axe() {}

    /** Returns every rule that the page breaks as it is now. */
    static List<Violation> run(JavascriptExecutor page) {
        if (!Objects.equals(page.executeScript("return typeof axe"), "object")) {
            page.executeScript(source());
        }
        Object result = page.executeAsyncScript(RUN);
        if (!(result instanceof List<?> violations)) {
            throw new IllegalStateException(String.valueOf(result));
        }
        return violations.stream().map(each -> violation((Map<?, ?>) each)).toList();
    }

    private static Violation violation(Map<?, ?> each) {
        return new Violation(
                (String) each.get("rule"),
                String.valueOf(each.get("impact")),
                (String) each.get("help"),
                ((List<?>) each.get("elements")).stream().map(String::valueOf).toList());
    }

    private static String source() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
