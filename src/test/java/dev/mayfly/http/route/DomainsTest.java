package dev.mayfly.http.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.mayfly.http.problem.ProblemType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DomainsTest {
    private static Domain domain(String root, String... slugs) {
        return new Domain() {
            @Override
            public String root() {
                return root;
            }

            @Override
            public Set<String> aggregateTypes() {
                return Set.of(root);
            }

            @Override
            public List<ProblemType> problems() {
                return List.of(slugs).stream()
                        .map(slug -> new ProblemType(slug, 409, slug))
                        .toList();
            }
        };
    }

    @Test
    void a_path_belongs_to_the_domain_of_its_first_segment() {
        Domain things = domain("things");
        Domain parts = domain("parts");
        Domains domains = new Domains(List.of(things, parts));
        assertThat(domains.all()).containsExactly(things, parts);
        assertThat(domains.of("/things")).contains(things);
        assertThat(domains.of("/things/")).contains(things);
        assertThat(domains.of("/things/a/b")).contains(things);
        assertThat(domains.of("/parts/things")).contains(parts);
    }

    @Test
    void other_paths_belong_to_none() {
        Domains domains = new Domains(List.of(domain("things")));
        for (String path : List.of("", "/", "/thingsandmore", "/thing", "/stores/things", "/Things", "things/a")) {
            assertThat(domains.of(path)).as(path).isEmpty();
        }
    }

    @Test
    void two_domains_have_no_root_in_common() {
        List<Domain> same = List.of(domain("things"), domain("things"));
        assertThatIllegalStateException().isThrownBy(() -> new Domains(same)).withMessageContaining("/things");
    }

    @Test
    void a_domain_has_no_root_of_a_feature() {
        for (String root : List.of("stores", "operations", "q")) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> new Domains(List.of(domain(root))))
                    .withMessageContaining("/" + root);
        }
    }

    @Test
    void a_problem_belongs_to_one_domain() {
        List<Domain> same = List.of(domain("things", "broken"), domain("parts", "broken"));
        assertThatIllegalStateException()
                .isThrownBy(() -> new Domains(same))
                .withMessageContaining("broken")
                .withMessageContaining("/parts");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Domains(List.of(domain("things", "not-found"))))
                .withMessageContaining("not-found");
    }
}
