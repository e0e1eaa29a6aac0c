package dev.mayfly.search.http;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.http.answer.Answer;
import dev.mayfly.http.answer.CloudEventAnswers;
import dev.mayfly.http.answer.Format;
import dev.mayfly.http.quarkus.Connections;
import dev.mayfly.http.route.Observer;
import dev.mayfly.http.share.ClientWork;
import dev.mayfly.search.Cursor;
import dev.mayfly.search.EventPage;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.Walk;
import dev.mayfly.search.cache.KeptPages;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * Answers with events.
 *
 * <p>Reads of few events run at once on the event loop; reads of possibly many events run on a worker.
 */
@Singleton
public class EventReads {
    /** A limit that means no limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The most events that are read on the event loop, at some tens of nanoseconds each. */
    static final int AT_ONCE_EVENTS = 5_000;

    /** The longest address in a {@code Link} header; clients limit the length of headers. */
    private static final int MAX_LINK_LENGTH = 8_000;

    private final SearchPages pages;
    private final KeptPages kept;
    private final CloudEventAnswers cloudEvents;

    /** Makes the answers. */
    public EventReads(SearchPages pages, KeptPages kept, CloudEventAnswers cloudEvents) {
        this.pages = pages;
        this.kept = kept;
        this.cloudEvents = cloudEvents;
    }

    /** The JSON object around a page of events. */
    public interface Envelope {
        /** Writes what precedes the events, including the opening bracket of their array. */
        void open(LogPrefix log, JsonBuffer out);

        /**
         * Writes what follows the events, starting with the closing bracket of their array.
         *
         * @param next where the next page begins, or null if there is none
         */
        void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out);
    }

    /** The object of a search: <code>{"events": […], "next": …, "position": …}</code>. */
    public static final Envelope SEARCH = new Envelope() {
        @Override
        public void open(LogPrefix log, JsonBuffer out) {
            out.ascii("{\"events\":[");
        }

        @Override
        public void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out) {
            out.ascii("],\"next\":");
            Cursor.write(next, out);
            out.ascii(",\"position\":").number(log.position()).put('}');
        }
    };

    /**
     * Answers a search: a page of it as JSON or as CloudEvents, or as NDJSON all matches unless the request limits
     * them. The answer is tagged.
     *
     * @param http the request; its answer gets the {@code Link} to the next page
     * @param target the path and query of the link, to which the cursor is added, such as {@code /events?}
     * @param found is called when the events have been found
     */
    public Uni<Answer> search(
            RoutingContext http, String target, Walk walk, Listing.Search search, Format format, Runnable found) {
        Answer.position(http, walk.log().position());
        EntityTags.search(http, walk, search, format);
        int limit = limit(walk, format);
        // Only pages in Mayfly's own formats are cached.
        return limit == UNLIMITED || format == Format.CLOUD_EVENTS
                ? events(http, target, walk, search, limit, format, SEARCH).invoke(found)
                : page(http, target, walk, search, format, SEARCH, found);
    }

    /** Answers a search that waited with a page as JSON, which also reports whether enough events match. */
    Uni<Answer> search(
            RoutingContext http, String target, Walk walk, Listing.Search search, boolean satisfied, Runnable found) {
        Answer.position(http, walk.log().position());
        EntityTags.search(http, walk, search, Format.JSON);
        return page(http, target, walk, search, Format.JSON, new Waited(satisfied), found);
    }

    private Uni<Answer> page(
            RoutingContext http,
            String target,
            Walk walk,
            Listing.Search search,
            Format format,
            Envelope envelope,
            Runnable found) {
        boolean lines = format == Format.NDJSON;
        int limit = walk.pageLimit();
        if (Observer.is(http.request())) {
            return pages.unkept(http, walk, search, limit, lines)
                    .invoke(found)
                    .map(page -> reply(http, target, walk, page, format, envelope));
        }
        PageKey key = PageKey.of(walk, search, limit, lines);
        SearchPage cached = kept.find(key);
        if (cached != null) {
            // Most searches end here, so without the stages of a Uni, of which each captures contexts.
            found.run();
            return Uni.createFrom().item(reply(http, target, walk, cached, format, envelope));
        }
        return pages.page(key, http, walk, search, limit, lines)
                // The client that it was computed for has gone, and others wait for it.
                .onFailure(failure -> isAbandoned(failure) && !Connections.isGone(http))
                .recoverWithUni(() -> pages.unkept(http, walk, search, limit, lines))
                .invoke(found)
                .map(page -> reply(http, target, walk, page, format, envelope));
    }

    private static Answer reply(
            RoutingContext http, String target, Walk walk, SearchPage page, Format format, Envelope envelope) {
        Cursor next = walk.next(page.nextMark());
        link(http, target, next);
        JsonBuffer opening = new JsonBuffer(64);
        JsonBuffer closing = new JsonBuffer(256);
        if (format != Format.NDJSON) {
            envelope.open(walk.log(), opening);
            envelope.close(walk.log(), next, closing);
        }
        long sizeBound = page.textBytes() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : opening.size() + page.textBytes() + closing.size();
        return Answer.text(page.within(opening, walk.log(), closing), format, sizeBound);
    }

    private static boolean isAbandoned(Throwable failure) {
        return failure instanceof Work.AbandonedException || failure.getCause() instanceof Work.AbandonedException;
    }

    /** The object of a search that waited: that of a search, and {@code "satisfied"}. */
    private record Waited(boolean satisfied) implements Envelope {
        @Override
        public void open(LogPrefix log, JsonBuffer out) {
            SEARCH.open(log, out);
        }

        @Override
        public void close(LogPrefix log, @Nullable Cursor next, JsonBuffer out) {
            out.ascii("],\"next\":");
            Cursor.write(next, out);
            out.ascii(",\"position\":").number(log.position());
            out.ascii(",\"satisfied\":").ascii(Boolean.toString(satisfied)).put('}');
        }
    }

    /**
     * Returns the limit of a walk's page in a format; {@link #UNLIMITED} for NDJSON unless the request gives a limit.
     */
    public static int limit(Walk walk, Format format) {
        return format == Format.NDJSON && walk.limit() == 0 ? UNLIMITED : walk.pageLimit();
    }

    /**
     * Answers with a page of events.
     *
     * @param http the request; its answer gets the {@code Link} to the next page
     * @param target the path and query that the link is of, to be followed by the cursor
     * @param limit the most events, or {@link #UNLIMITED}
     * @param envelope what is around the events as JSON
     */
    public Uni<Answer> events(
            RoutingContext http,
            String target,
            Walk walk,
            Listing.OfEvents listing,
            int limit,
            Format format,
            Envelope envelope) {
        Positions positions = walk.positions(listing);
        // One more than the limit, to know whether there is a next page.
        if (positions.candidates(limit + 1L) <= AT_ONCE_EVENTS) {
            EventPage page = EventPage.read(walk, listing, positions, limit);
            return Uni.createFrom().item(reply(http, target, walk, page, format, envelope));
        }
        if (format == Format.NDJSON && limit == UNLIMITED) {
            EventText lines = EventText.lines(walk.log(), positions);
            return Uni.createFrom().item(Answer.text(lines, format, Long.MAX_VALUE));
        }
        return ClientWork.compute(http, () -> EventPage.read(walk, listing, positions, limit))
                .map(page -> reply(http, target, walk, page, format, envelope));
    }

    /** Adds the {@code Link} header that leads to the next page, unless there is none or it would be too long. */
    static void link(RoutingContext http, String target, @Nullable Cursor next) {
        if (next != null) {
            String address = target + "cursor=" + next.encode();
            if (address.length() <= MAX_LINK_LENGTH) {
                http.response().headers().add("Link", "<" + address + ">; rel=\"next\"");
            }
        }
    }

    private Answer reply(
            RoutingContext http, String target, Walk walk, EventPage page, Format format, Envelope envelope) {
        Cursor next = walk.next(page.nextMark());
        link(http, target, next);
        if (format == Format.CLOUD_EVENTS) {
            long plainBytes = page.jsonSizeBound(Answer.AT_ONCE_BYTES);
            return cloudEvents.array(walk.log(), page.positions(), plainBytes + cloudEvents.overheadBytes(page.size()));
        }
        long bound = page.jsonSizeBound(Answer.AT_ONCE_BYTES);
        if (format == Format.NDJSON) {
            return Answer.text(EventText.lines(walk.log(), page.positions()), format, bound);
        }
        JsonBuffer opening = new JsonBuffer(64);
        envelope.open(walk.log(), opening);
        JsonBuffer closing = new JsonBuffer(256);
        envelope.close(walk.log(), next, closing);
        return Answer.text(
                EventText.within(opening, walk.log(), page.positions(), closing),
                format,
                bound + opening.size() + closing.size());
    }
}
