package dev.mayfly.http.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class ProblemMappingTest {
    private static final ProblemType TOO_LOUD = new ProblemType("too-loud", 409, "Too loud");

    private static final class TooLoud extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final ProblemMapping MAPPING = new ProblemMapping(List.of(
            thrown -> thrown instanceof IllegalStateException ? Problem.notFound("Not here.") : null,
            thrown -> thrown instanceof TooLoud
                    ? Problem.of(TOO_LOUD, "Be quiet.").unanswered()
                    : null));

    @Test
    void a_source_says_which_problem_its_exception_is_also_of_one_that_came_later() {
        for (Throwable thrown : List.of(new TooLoud(), new CompletionException(new TooLoud()))) {
            Problem problem = MAPPING.problem(thrown);
            assertThat(problem.type()).isEqualTo(TOO_LOUD);
            assertThat(problem.type().urn()).isEqualTo("urn:mayfly:problem:too-loud");
            assertThat(problem.isAnswered()).isFalse();
        }
        Problem missing = MAPPING.problem(new IllegalStateException());
        assertThat(missing.type()).isEqualTo(ProblemType.NOT_FOUND);
        assertThat(missing.isAnswered()).isTrue();
    }

    @Test
    void what_no_source_knows_is_a_mistake_of_the_server() {
        assertThat(MAPPING.problem(new IllegalArgumentException()).type()).isEqualTo(ProblemType.INTERNAL);
        assertThat(new ProblemMapping(List.of())
                        .problem(new TooLoud(), Set.of())
                        .type())
                .isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void a_source_is_not_asked_for_what_all_share() {
        ProblemMapping eager = new ProblemMapping(List.of(thrown -> Problem.of(TOO_LOUD, "Be quiet.")));
        Problem known = Problem.notFound("Not here.");
        assertThat(eager.problem(known.exception())).isSameAs(known);
    }

    @Test
    void an_unanswered_problem_stays_so() {
        Problem cut = Problem.notFound("Not here.").unanswered().withStatus(410).with("limit", 3);
        assertThat(cut.withHeader("Allow", "GET").isAnswered()).isFalse();
        assertThat(cut.status()).isEqualTo(410);
    }

    @Test
    void a_type_has_a_slug_and_the_status_of_a_failure() {
        for (String slug : List.of("", "Too-Loud", "too_loud", "too--loud", "-loud")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ProblemType(slug, 409, "Too loud"));
        }
        for (int status : List.of(200, 399, 600)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new ProblemType("too-loud", status, "Too loud"));
        }
        assertThat(ProblemType.SHARED)
                .doesNotHaveDuplicates()
                .extracting(ProblemType::slug)
                .doesNotHaveDuplicates();
    }
}
