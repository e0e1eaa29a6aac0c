package dev.mayfly.projection.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.projection.declared.StateCursor;
import dev.mayfly.projection.declared.States;
import org.jspecify.annotations.Nullable;

/** States as JSON: <code>{"position": …, "states": […], "next": …}</code>, with further members at the end. */
final class StatesText implements TextSource {
    private final long position;
    private final States.Page page;
    private final @Nullable StateCursor next;
    private final JsonBuffer more;
    private int index = -1;

    /**
     * Makes the text.
     *
     * @param position the position of the states
     * @param next the cursor of the next page, or null for none
     * @param more further members at the end of the object, each after a comma
     */
    StatesText(long position, States.Page page, @Nullable StateCursor next, JsonBuffer more) {
        this.position = position;
        this.page = page;
        this.next = next;
        this.more = more;
    }

    /** Returns the text of a page without further members. */
    static StatesText of(long position, States.Page page, @Nullable StateCursor next) {
        return new StatesText(position, page, next, new JsonBuffer(0));
    }

    /** Returns the position of the states. */
    long position() {
        return position;
    }

    /** Returns the text of the cursor of the next page, or null for none. */
    @Nullable
    String next() {
        return next == null ? null : next.encode();
    }

    @Override
    public long nextBytes(int enough) {
        int at = Math.max(0, index);
        long usual = TextSource.super.nextBytes(enough) + more.size();
        return at < page.size() ? Math.max(usual, page.jsonSizeBound(at)) : usual;
    }

    /** Returns an upper bound of its size in bytes. */
    long sizeBound() {
        return 64
                + page.jsonSizeBound()
                + more.size()
                + (next == null ? 0 : next.encode().length());
    }

    @Override
    public boolean writeTo(JsonBuffer out, int enough) {
        int start = out.size();
        if (index < 0) {
            out.ascii("{\"position\":").number(position).ascii(",\"states\":[");
            index = 0;
        }
        while (index < page.size()) {
            int written = out.size() - start;
            if (written >= enough || index > 0 && TextSource.endsBefore(written, page.jsonSizeBound(index), enough)) {
                return false;
            }
            if (index > 0) {
                out.put(',');
            }
            page.write(index++, out);
        }
        out.ascii("],\"next\":");
        if (next == null) {
            out.ascii("null");
        } else {
            out.put('"').ascii(next.encode()).put('"');
        }
        out.put(more.array(), 0, more.size()).put('}');
        return true;
    }
}
