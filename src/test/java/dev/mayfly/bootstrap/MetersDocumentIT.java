package dev.mayfly.bootstrap;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of meters in the documentation. */
@ServerTest
class MetersDocumentIT {
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (mayfly_\\S+) (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(mayfly_\\S+)` \\| (\\S+) \\|");

    @Test
    void it_lists_every_meter_of_the_product_with_its_type() throws IOException {
        String document = Files.readString(Path.of("docs/metrics.md"));
        int optional = document.indexOf("## Only when enabled");
        // The time of searches is metered from the first one on.
        given().get("/stores/default/events").then().statusCode(200);
        Map<String, String> metered =
                families(FAMILY, given().accept("text/plain").get("/q/metrics").asString());
        metered.keySet().removeIf(name -> name.startsWith("mayfly_sink_") || name.startsWith("mayfly_cache_l2_"));
        assertThat(families(ROW, document.substring(0, optional))).isEqualTo(metered);
        assertThat(families(ROW, document.substring(optional))).hasSize(9);
    }

    private static Map<String, String> families(Pattern pattern, String text) {
        Map<String, String> found = new TreeMap<>();
        for (Matcher each = pattern.matcher(text); each.find(); ) {
            found.put(each.group(1), each.group(2));
        }
        return found;
    }
}
