package dev.mayfly.schema.json;

import dev.mayfly.event.tree.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compiled schema or subschema. Immutable, once its document is complete. */
final class SchemaNode {
    private final Resource resource;
    private final List<Keyword> collected = new ArrayList<>();
    /** The schemas that apply to the same value as this one, whichever it is. */
    private final List<SchemaNode> inPlace = new ArrayList<>();

    private Keyword[] keywords = {};
    private boolean never;
    private boolean tracks;

    SchemaNode(Resource resource) {
        this.resource = resource;
    }

    Resource resource() {
        return resource;
    }

    void add(Keyword keyword) {
        collected.add(keyword);
    }

    void appliesInPlace(SchemaNode other) {
        inPlace.add(other);
    }

    List<SchemaNode> inPlace() {
        return inPlace;
    }

    /** Makes it the schema that nothing fits. */
    void refuseEverything() {
        never = true;
    }

    boolean isNever() {
        return never;
    }

    /** Makes it note what its keywords look at. */
    void track() {
        tracks = true;
    }

    /** Ends the compilation of this schema. */
    void complete() {
        keywords = collected.toArray(new Keyword[0]);
        collected.clear();
    }

    /** Returns whether a value fits; the parameters are those of {@link Keyword#holds}. */
    boolean holds(JsonNode value, Place place, Run run, @Nullable Evaluated evaluated) {
        if (never) {
            run.pay(1);
            return run.fail(place, "is not allowed");
        }
        if (keywords.length == 0) {
            return true;
        }
        Run.Scope before = run.enter(resource, place);
        Evaluated own = tracks || evaluated != null ? new Evaluated() : null;
        boolean holds = true;
        for (Keyword keyword : keywords) {
            run.pay(1);
            if (!keyword.holds(value, place, run, own)) {
                holds = false;
                if (run.endsAtFailure()) {
                    break;
                }
            }
        }
        run.leave(before);
        if (holds && own != null && evaluated != null) {
            run.pay(own.size());
            evaluated.addAll(own);
        }
        return holds;
    }

    /** Returns whether a value fits, without reporting where it does not. */
    boolean holdsSilently(JsonNode value, Place place, Run run, @Nullable Evaluated evaluated) {
        run.hush();
        boolean holds = holds(value, place, run, evaluated);
        run.unhush();
        return holds;
    }
}
