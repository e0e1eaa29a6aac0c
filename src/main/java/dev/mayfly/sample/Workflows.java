package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Person;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stories of workflows: deployments by people, and scheduled jobs. */
final class Workflows {
    private static final String BROKEN = "Object storage does not answer (eu-west-3)";

    private static final List<Job> JOBS = List.of(
            new Job("backup", "dump", "upload"),
            new Job("backup", "dump", "upload"),
            new Job("report", "query", "render"),
            new Job("certificate-renewal", "challenge", "install"),
            new Job("search-index", "scan", "publish"));

    private final Business business;
    private final Chance chance;

    /**
     * A deployment.
     *
     * @param person who requested it
     * @param production whether it goes to production
     */
    private record Delivery(Person person, String application, String commit, boolean production) {}

    /** A scheduled job with two steps. */
    private record Job(String kind, String first, String second) {}

    Workflows(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of a person who deploys an application, and retries if that fails. */
    Story deployment(long nanos) {
        Company company = business.customer(nanos);
        Delivery delivery = new Delivery(
                company.anyone(nanos, chance),
                chance.of(company.applications()),
                Long.toHexString(chance.bits() | Long.MIN_VALUE).substring(0, 7),
                chance.percent(40));
        Story story = business.story("deployment", company);
        boolean broken = business.isBroken(nanos);
        if (!chance.percent(broken ? 80 : 6)) {
            succeed(story, delivery, nanos, 1, null);
            return story;
        }
        Happening failed = fail(story, delivery, nanos, broken);
        if (chance.percent(60)) {
            long mended = business.mended(failed.nanos());
            succeed(story, delivery, business.byHand(mended, 3 * Times.MINUTE, Times.HOUR), 2, failed);
        }
        return story;
    }

    /** Returns the story of a scheduled job. */
    Story scheduled(long nanos) {
        Company company = business.customer(nanos);
        Job job = JOBS.get(chance.below(JOBS.size()));
        String kind = job.kind();
        Story story = business.story(kind, company);
        WorkflowRun run = new WorkflowRun(story, business, kind).in("production");
        String application = chance.of(company.applications());
        Happening started = run.start(nanos, null, data -> data.text("application", application));
        Happening collected = run.step(job.first(), started, Times.SECOND, 90 * Times.SECOND);
        boolean broken = business.isBroken(nanos);
        if (chance.percent(broken ? 85 : 3)) {
            run.fail(
                    job.second(),
                    collected,
                    5 * Times.SECOND,
                    40 * Times.SECOND,
                    broken ? BROKEN : "Disk quota exceeded");
        } else {
            run.complete(run.step(job.second(), collected, 2 * Times.SECOND, 5 * Times.MINUTE));
        }
        return story;
    }

    private Happening begin(WorkflowRun run, Delivery delivery, long nanos, int attempt, @Nullable Happening cause) {
        return run.start(
                        nanos,
                        delivery.person(),
                        data -> data.text("application", delivery.application())
                                .text("environment", environment(delivery))
                                .text("commit", delivery.commit())
                                .text("requestedBy", delivery.person().userId())
                                .number("attempt", attempt))
                .because(cause);
    }

    private void succeed(Story story, Delivery delivery, long nanos, int attempt, @Nullable Happening cause) {
        WorkflowRun run = run(story, delivery);
        Happening started = begin(run, delivery, nanos, attempt, cause);
        Happening built = run.step("build", started, 50 * Times.SECOND, 9 * Times.MINUTE);
        Happening tested = run.step("unit-tests", built, 25 * Times.SECOND, 5 * Times.MINUTE);
        Happening scanned = run.step("security-scan", built, 15 * Times.SECOND, 3 * Times.MINUTE);
        Happening ready = tested.nanos() > scanned.nanos() ? tested : scanned;
        if (delivery.production()) {
            long decided = business.byHand(ready.nanos(), Times.MINUTE, 7 * Times.HOUR);
            Person other = story.company().anyoneBut(delivery.person(), decided, chance);
            if (chance.percent(6)) {
                run.cancel(
                        ready,
                        decided,
                        other,
                        chance.of("Not before the release", "Attendre la recette", "Wrong branch"));
                return;
            }
            ready = run.stepAt("approval", ready, decided).by(other);
        }
        run.complete(run.step("rollout", ready, 20 * Times.SECOND, 4 * Times.MINUTE));
    }

    private Happening fail(Story story, Delivery delivery, long nanos, boolean broken) {
        WorkflowRun run = run(story, delivery);
        Happening started = begin(run, delivery, nanos, 1, null);
        if (broken) {
            return run.fail("build", started, 30 * Times.SECOND, 3 * Times.MINUTE, BROKEN);
        }
        if (chance.percent(30)) {
            String reason = chance.of("Compilation failed: 3 errors", "Dependency not found", "Out of memory");
            return run.fail("build", started, 20 * Times.SECOND, 5 * Times.MINUTE, reason);
        }
        Happening built = run.step("build", started, 50 * Times.SECOND, 9 * Times.MINUTE);
        String reason = chance.of(
                "12 of 431 tests failed", "1 of 208 tests failed", "Test timed out: checkout", "Échec : 3 tests");
        return run.fail("unit-tests", built, 15 * Times.SECOND, 5 * Times.MINUTE, reason);
    }

    private WorkflowRun run(Story story, Delivery delivery) {
        return new WorkflowRun(story, business, "deploy").in(environment(delivery));
    }

    private static String environment(Delivery delivery) {
        return delivery.production() ? "production" : "staging";
    }
}
