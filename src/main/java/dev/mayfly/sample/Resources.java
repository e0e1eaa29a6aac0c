package dev.mayfly.sample;

import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Resource;
import org.jspecify.annotations.Nullable;

/** Stories of cloud resources: provisioned, resized and released, each by a workflow. */
final class Resources {
    private static final int LARGEST = 4;

    private final Business business;
    private final Chance chance;

    Resources(Business business) {
        this.business = business;
        this.chance = business.chance();
    }

    /** Returns the story of a request for a new resource. */
    Story provisioning(long nanos) {
        Company company = business.customer(nanos);
        Resource.Kind kind = chance.of(Resource.Kind.values());
        String region = chance.of("eu-west-3", "eu-west-3", "eu-central-1", "ca-central-1");
        String name = chance.of(company.applications()) + "-" + kind.text() + "-" + (company.resourceCount() + 1);
        int size = (int) chance.mostlyLow(0, LARGEST + 1);
        Story story = business.story("provisioning", company);
        WorkflowRun run = new WorkflowRun(story, business, "provision");
        Happening started = begin(run, nanos, company, name);
        Happening checked = run.step("quota-check", started, 200 * Times.MILLI, 3 * Times.SECOND);
        Happening network = run.step("network", checked, 2 * Times.SECOND, 30 * Times.SECOND);
        boolean broken = business.isBroken(nanos);
        if (chance.percent(broken ? 80 : 5)) {
            String reason = broken ? "Volume cannot be attached (eu-west-3)" : "No capacity for this size";
            run.fail("storage", network, 5 * Times.SECOND, 2 * Times.MINUTE, reason);
            return story;
        }
        Happening storage = run.step("storage", checked, 4 * Times.SECOND, 80 * Times.SECOND);
        Happening ready = storage.nanos() > network.nanos() ? storage : network;
        Happening booted = run.step("boot", ready, 15 * Times.SECOND, 3 * Times.MINUTE);
        long thereNanos = booted.nanos() + chance.between(50 * Times.MILLI, Times.SECOND);
        Resource resource =
                new Resource(kind, name, region, size, thereNanos, () -> business.number("resource-" + kind.text()));
        company.add(resource);
        Happening provisioned = tagged(
                        run,
                        story.plan(thereNanos, resource, "ResourceProvisioned", data -> {
                            data.text("name", name).text("kind", kind.text()).text("region", region);
                            resource.describe(data, company.tender(), size);
                            data.text("status", "running");
                        }),
                        resource)
                .because(booted);
        run.complete(run.step("health-check", provisioned, Times.SECOND, 20 * Times.SECOND));
        return story;
    }

    /** Returns the story of a resource that is enlarged or reduced, if there is one. */
    @Nullable
    Story resizing(long nanos) {
        Company company = business.customer(nanos);
        Resource resource = company.idleResource(nanos, chance);
        if (resource == null) {
            return null;
        }
        int before = resource.size();
        boolean larger = before == 0 || before < LARGEST && chance.percent(70);
        int after = larger ? before + 1 : before - 1;
        Story story = business.story("resizing", company);
        WorkflowRun run = new WorkflowRun(story, business, "resize");
        Happening saved =
                run.step("snapshot", begin(run, nanos, company, resource.name()), 3 * Times.SECOND, 2 * Times.MINUTE);
        boolean broken = business.isBroken(nanos);
        if (chance.percent(broken ? 75 : 4)) {
            Happening failed = run.fail(
                    "resize",
                    saved,
                    Times.SECOND,
                    Times.MINUTE,
                    broken ? "Volume is busy" : "No capacity for this size");
            resource.busyUntil(failed.nanos());
            return story;
        }
        resource.resize(after);
        Happening changed = run.step("resize", saved, 5 * Times.SECOND, 3 * Times.MINUTE);
        Happening resized = tagged(
                        run,
                        story.plan(
                                changed.nanos() + chance.between(20 * Times.MILLI, Times.SECOND),
                                resource,
                                "ResourceResized",
                                data -> {
                                    data.text("previousSize", Resource.sizeName(before));
                                    resource.describe(data, company.tender(), after);
                                }),
                        resource)
                .because(changed);
        resource.busyUntil(resized.nanos());
        run.complete(resized);
        return story;
    }

    /** Returns the story of a resource that is no longer needed, if there is one. */
    @Nullable
    Story release(long nanos) {
        Company company = business.customer(nanos);
        Resource resource = company.idleResource(nanos, chance);
        if (resource == null) {
            return null;
        }
        company.remove(resource);
        Story story = business.story("release", company);
        WorkflowRun run = new WorkflowRun(story, business, "release");
        Happening drained =
                run.step("drain", begin(run, nanos, company, resource.name()), Times.SECOND, 4 * Times.MINUTE);
        String reason = chance.of("not-needed", "replaced", "cost", "project-ended");
        Happening released = tagged(
                        run,
                        story.plan(
                                drained.nanos() + chance.between(100 * Times.MILLI, 5 * Times.SECOND),
                                resource,
                                "ResourceReleased",
                                data -> data.text("status", "released").text("reason", reason)),
                        resource)
                .because(drained);
        run.complete(released);
        return story;
    }

    private Happening begin(WorkflowRun run, long nanos, Company company, String resource) {
        Person person = company.anyone(nanos, chance);
        return run.start(nanos, person, data -> data.text("resource", resource).text("requestedBy", person.userId()));
    }

    private static Happening tagged(WorkflowRun run, Happening happening, Resource resource) {
        return run.behalf(happening)
                .tagged("region", resource.region())
                .tagged("kind", resource.kind().text());
    }
}
