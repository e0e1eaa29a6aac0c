package dev.mayfly.eventstore.support;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.search.Listing;
import dev.mayfly.search.PageKey;
import dev.mayfly.search.SearchPage;
import dev.mayfly.search.Walk;
import dev.mayfly.search.cache.PageCache;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A store whose searches go through a cache of pages, and are told from the pages' text. */
public final class CachedSearchStore extends ForwardingEventStore {
    private static final int LIMIT = 4;
    private static final Pattern POSITION = Pattern.compile("\\{\"position\":(\\d+),\"eventId\":");

    private final PageCache cache;

    /** Makes a store that hands on all but searches. */
    public CachedSearchStore(EventStore store, PageCache cache) {
        super(store);
        this.cache = cache;
    }

    @Override
    public LogPrefix prefix() {
        return new CachedPrefix(super.prefix());
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return new CachedPrefix(super.prefixAt(position));
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return new CachedPrefix(super.prefixAsOf(recordedAtNanos));
    }

    private final class CachedPrefix extends ForwardingLogPrefix {
        private final LogPrefix log;

        CachedPrefix(LogPrefix log) {
            super(log);
            this.log = log;
        }

        @Override
        public LogPrefix upTo(long earlier) {
            return new CachedPrefix(super.upTo(earlier));
        }

        @Override
        public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter) {
            return new Pages(log, new Listing.Search(criteria, sort, order), resumeAfter);
        }
    }

    /** The positions of a search, page by page. */
    private final class Pages implements Positions {
        private final LogPrefix log;
        private final Listing.Search search;
        private final Deque<Long> found = new ArrayDeque<>();
        private long mark;
        private boolean over;

        Pages(LogPrefix log, Listing.Search search, long resumeAfter) {
            this.log = log;
            this.search = search;
            this.mark = resumeAfter;
        }

        @Override
        public long next() {
            if (found.isEmpty() && !over) {
                SearchPage page = page(
                        new Walk(CachedSearchStore.this, log, AsOf.HEAD, search, mark, search.nanos(log, mark), LIMIT));
                JsonBuffer text = new JsonBuffer(256);
                page.within(new JsonBuffer(0), log, new JsonBuffer(0)).writeTo(text, Integer.MAX_VALUE);
                Matcher positions = POSITION.matcher(new String(text.toByteArray(), StandardCharsets.UTF_8));
                while (positions.find()) {
                    found.add(Long.parseLong(positions.group(1)));
                }
                mark = page.nextMark();
                over = mark == 0;
            }
            return found.isEmpty() ? 0 : found.remove();
        }

        private SearchPage page(Walk walk) {
            Uni<SearchPage> page = cache.getAsync(
                    PageKey.of(walk, search, LIMIT, false),
                    key -> Uni.createFrom().item(() -> {
                        Positions positions = walk.positions(search);
                        return SearchPage.read(walk, search, positions, LIMIT, false);
                    }));
            return page.await().indefinitely();
        }
    }
}
