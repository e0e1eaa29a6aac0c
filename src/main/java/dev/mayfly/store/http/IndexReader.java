package dev.mayfly.store.http;

import com.fasterxml.jackson.core.JsonParser;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.IndexKeys;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.http.body.RequestBody;
import dev.mayfly.input.BodyFields;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A reader of the definition of an index. For one use. */
final class IndexReader implements BodyFields.Members {
    private static final String PATH = "path";

    private @Nullable EventPath path;

    private IndexReader() {}

    /**
     * Returns the path in a body, <code>{"path": "data.currency"}</code>.
     *
     * @throws InvalidInputException if there is none, or its values cannot be indexed
     */
    static EventPath path(RequestBody body) {
        IndexReader reader = new IndexReader();
        BodyFields.read(body.bytes(), body.length(), reader);
        EventPath given = reader.path;
        if (given == null) {
            throw InvalidInputException.invalid(PATH, "is required");
        }
        if (!IndexKeys.canIndex(given)) {
            throw InvalidInputException.invalid(
                    PATH, "must lead into data or metadata, and not to what is indexed anyway, as " + given + " does");
        }
        return given;
    }

    @Override
    public Set<String> names() {
        return Set.of(PATH);
    }

    @Override
    public void take(String name, JsonParser parser) throws IOException {
        path = EventPath.parse(name, BodyFields.text(name, parser));
    }
}
