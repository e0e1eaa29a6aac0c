package dev.mayfly.http.body;

import dev.mayfly.input.BodyFields;
import java.util.Set;

/** Reads an object whose members have known names. For one use. */
public abstract class BodyReader implements BodyFields.Members {
    private final Set<String> names;

    /** Makes a reader of an object that has members of these names only. */
    protected BodyReader(Set<String> names) {
        this.names = names;
    }

    @Override
    public final Set<String> names() {
        return names;
    }

    /**
     * Reads a body that is the object; an empty one is an object without members.
     *
     * @throws dev.mayfly.event.InvalidInputException if it is invalid; it names the field
     */
    protected final void readAll(RequestBody body) {
        BodyFields.read(body.bytes(), body.length(), this);
    }
}
