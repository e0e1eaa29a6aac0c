package dev.mayfly.sample;

import dev.mayfly.sample.company.Fields.Data;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import org.jspecify.annotations.Nullable;

/** One run of a workflow, step by step. */
final class WorkflowRun {
    private final Story story;
    private final Business business;
    private final Subject workflow;
    private final String kind;
    private @Nullable Happening started;
    private @Nullable Person starter;
    private String environment = "";

    WorkflowRun(Story story, Business business, String kind) {
        this.story = story;
        this.business = business;
        this.workflow = business.subject("Workflow", "workflow");
        this.kind = kind;
    }

    /** Sets its environment. */
    WorkflowRun in(String name) {
        environment = name;
        return this;
    }

    /**
     * Plans the start.
     *
     * @param person the person on whose behalf it and all its steps run; null if it is scheduled
     */
    Happening start(long nanos, @Nullable Person person, Data details) {
        Happening start = tagged(story.plan(nanos, workflow, "WorkflowStarted", data -> {
            data.text("workflow", kind).text("status", "running");
            details.write(data);
        }));
        started = start;
        starter = person;
        return person == null ? start.from("scheduler") : start.by(person);
    }

    /** Plans the completion of a step by a machine. */
    Happening step(String step, Happening after, long soonest, long latest) {
        return stepAt(step, after, business.byMachine(after.nanos(), soonest, latest));
    }

    /** Plans the completion of a step at a time. */
    Happening stepAt(String step, Happening after, long nanos) {
        return byWorker(story.plan(
                        nanos,
                        workflow,
                        "StepCompleted",
                        data -> data.text("step", step)
                                .number("durationMs", (nanos - after.nanos()) / Times.MILLI)
                                .object("steps", steps -> steps.text(step, "completed"))))
                .because(after);
    }

    /** Plans the failure of a step, and of the workflow with it. */
    Happening fail(String step, Happening after, long soonest, long latest, String reason) {
        long nanos = business.byMachine(after.nanos(), soonest, latest);
        Happening failed = byWorker(story.plan(
                        nanos,
                        workflow,
                        "StepFailed",
                        data -> data.text("step", step)
                                .number("durationMs", (nanos - after.nanos()) / Times.MILLI)
                                .text("error", reason)
                                .object("steps", steps -> steps.text(step, "failed"))))
                .because(after);
        return end("WorkflowFailed", "failed", failed, reason);
    }

    /** Plans the completion of the workflow. */
    Happening complete(Happening after) {
        return end("WorkflowCompleted", "completed", after, null);
    }

    /** Plans the cancellation of the workflow by a person. */
    Happening cancel(Happening after, long nanos, Person who, String reason) {
        return endAt("WorkflowCancelled", "cancelled", after, nanos, reason).by(who);
    }

    private Happening end(String eventType, String status, Happening after, @Nullable String reason) {
        long nanos = business.byMachine(after.nanos(), 20 * Times.MILLI, 2 * Times.SECOND);
        return endAt(eventType, status, after, nanos, reason);
    }

    private Happening endAt(String eventType, String status, Happening after, long nanos, @Nullable String reason) {
        long began = started == null ? after.nanos() : started.nanos();
        return byWorker(story.plan(nanos, workflow, eventType, data -> {
                    data.text("status", status).number("totalMs", (nanos - began) / Times.MILLI);
                    if (reason != null) {
                        data.text("reason", reason);
                    }
                }))
                .because(after);
    }

    /** Marks a happening as done by a worker, on behalf of the person who started the workflow. */
    private Happening byWorker(Happening happening) {
        return behalf(tagged(happening));
    }

    /** Marks a happening outside the workflow as done by a worker, on behalf of the same person. */
    Happening behalf(Happening happening) {
        Person person = starter;
        return (person == null ? happening : happening.by(person)).from("worker");
    }

    private Happening tagged(Happening happening) {
        happening.tagged("workflow", kind);
        return environment.isEmpty() ? happening : happening.tagged("env", environment);
    }
}
