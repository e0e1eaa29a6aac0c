package dev.mayfly.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mayfly.access.Right;
import dev.mayfly.event.InvalidInputException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTableTest {
    private final RuleTable table = new RuleTable(rules());

    private static List<AccessRule> rules() {
        List<AccessRule> rules = new ArrayList<>(AccessRule.ofDomain("things"));
        rules.add(AccessRule.open("/"));
        rules.add(AccessRule.open("/static/**"));
        rules.add(AccessRule.onDefaultStore(Right.APPEND, "POST", "/"));
        rules.add(AccessRule.anyRight("GET", "/stores/{store}"));
        rules.add(AccessRule.needs(Right.READ, "GET", "/stores/{store}/projections/{projection}"));
        rules.add(AccessRule.needs(Right.READ, "POST", "/stores/{store}/projections/preview"));
        rules.add(AccessRule.needs(Right.READ, "GET", "/stores/{store}/projections/{projection}/state"));
        rules.add(AccessRule.needs(Right.READ, "GET", "/things/{thing}")
                .when("touch", "true", EnumSet.of(Right.READ, Right.APPEND)));
        rules.add(AccessRule.needs(Right.MANAGE, "PUT", "/stores/{store}/schemas/{type}")
                .when("check", "true", EnumSet.of(Right.READ)));
        return rules;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /, GET /",
        "HEAD, /, GET /",
        "POST, /, POST /",
        "GET, /static, GET /static/**",
        "GET, /static/a/b.js, GET /static/**",
        "GET, /stores/a, GET /stores/{store}",
        "GET, /stores/a/, GET /stores/{store}",
        "GET, /stores/a/projections/preview, GET /stores/{store}/projections/{projection}",
        "POST, /stores/a/projections/preview, POST /stores/{store}/projections/preview",
        "GET, /stores/a/projections/preview/state, GET /stores/{store}/projections/{projection}/state",
        "GET, /things, GET /things/**",
        "GET, /things/1, GET /things/{thing}",
        "GET, /things/1/parts, GET /things/**",
        "PATCH, /things/1, * /things/**",
        "DELETE, /things, * /things/**"
    })
    void a_request_has_the_rule_of_its_operation(String method, String path, String rule) {
        assertThat(table.find(method, path)).hasToString(rule);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /static/a",
        "DELETE, /stores/a",
        "GET, /stores",
        "GET, /stores/a/b",
        "GET, /Stores/a",
        "GET, /thing",
        "GET, /stores/a/projections/p/state/more"
    })
    void other_requests_have_none(String method, String path) {
        assertThat(table.find(method, path)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET, /stores/a, -, a",
                "GET, /stores/a/projections/p, store=b, a",
                "GET, /stores/%E2%82%AC/projections/p, -, €",
                "POST, /, store=b, default",
                "GET, /things/1, -, default",
                "GET, /things/1, limit=1, default",
                "GET, /things/1, store=b, b",
                "GET, /things/1, %73tore=%62, b",
                "GET, /things/1, store=, ''",
                "GET, /things/1, store, ''",
                "GET, /things/1, Store=b, default",
                "GET, /things/1, stores=b&xstore=c, default",
                "GET, /things/1, store=a&limit=1&store=b, 'a,b'"
            })
    void a_rule_finds_the_stores_of_a_request(String method, String path, String query, String stores) {
        assertThat(String.join(",", table.find(method, path).stores(path, query)))
                .isEqualTo(stores);
    }

    @Test
    void a_parameter_can_change_what_is_needed() {
        AccessRule touch = table.find("GET", "/things/1");
        assertThat(touch.rights(null)).isEqualTo(Set.of(Right.READ));
        assertThat(touch.rights("touch=false")).isEqualTo(Set.of(Right.READ));
        assertThat(touch.rights("a=b&touch=true")).isEqualTo(Set.of(Right.READ, Right.APPEND));
        AccessRule check = table.find("PUT", "/stores/a/schemas/T");
        assertThat(check.rights("check=%74rue")).isEqualTo(Set.of(Right.READ));
        assertThat(check.rights("check=true&check=false")).isEqualTo(Set.of(Right.READ, Right.MANAGE));
        assertThat(check.rights("check=false&check=true")).isEqualTo(Set.of(Right.READ, Right.MANAGE));
    }

    @Test
    void what_cannot_be_decoded_is_refused_and_two_rules_for_one_operation_are_a_mistake() {
        assertThatThrownBy(() -> table.find("GET", "/things/1").stores("/things/1", "store=%zz"))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> new RuleTable(List.of(AccessRule.open("/a"), AccessRule.anyToken("GET", "/a"))))
                .isInstanceOf(IllegalStateException.class);
    }
}
