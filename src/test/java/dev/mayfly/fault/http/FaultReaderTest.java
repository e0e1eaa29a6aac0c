package dev.mayfly.fault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.criteria.CriteriaLimits;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.fault.FaultRule;
import dev.mayfly.http.body.RequestBody;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultReaderTest {
    private static List<FaultRule> read(String text, int values) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return FaultReader.read(new RequestBody(bytes, bytes.length, true, unused -> {}), new CriteriaLimits(values));
    }

    @Test
    void the_criteria_of_all_rules_together_keep_to_the_configured_limit() {
        String rule = "{\"on\":\"append\",\"effect\":\"conflict\",\"match\":{\"tag\":[\"a\",\"b\"]}}";
        String rules = "[" + rule + "," + rule + "]";
        assertThat(read(rules, 4)).hasSize(2);
        assertThat(read("{\"rules\":" + rules + "}", 4)).hasSize(2);
        assertThatThrownBy(() -> read(rules, 3))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("rules[1].match.tag: ")
                .hasMessageContaining("more than 3 values and items (mayfly.limits.criteria-values)");
    }
}
