package dev.mayfly.bench.databases;

import dev.mayfly.bench.Prose;
import java.util.Random;
import java.util.UUID;

/**
 * The events of a made-up shop, one after the other, the same in each run: about 230 bytes of data, with notes in words of
 * which a few make up most of a text. One in a hundred is backdated by up to a day. For one thread.
 */
final class Orders {
    static final int TYPES = 10;
    static final int ORGANIZATIONS = 50;
    static final int USERS = 1_000;

    private static final int VOCABULARY = 4_000;
    private static final int DATA_BYTES = 230;
    private static final int EVENTS_OF_AGGREGATE = 20;
    private static final int EVENTS_OF_LOT = 13;
    private static final long START_NANOS = 1_767_225_600_000_000_000L;
    private static final long YEAR_NANOS = 365L * 24 * 3_600 * 1_000_000_000L;
    private static final long DAY_NANOS = 24L * 3_600 * 1_000_000_000L;
    /** The rank of the most frequent word that a search for a word takes, which is in about one of 400 events. */
    private static final int RARER_WORDS = 1_100;

    private final int events;
    private final Random random = new Random(7);
    private final Prose prose = new Prose();
    private final int[] versions;

    int number;
    int user;
    int aggregate;
    int type;
    long timestampNanos;
    String data = "";

    /** Makes a number of events, and stands before the first. */
    Orders(int events) {
        this.events = events;
        this.versions = new int[aggregates(events)];
    }

    /** Moves to the next event; returns whether there is one. */
    boolean next() {
        if (number == events) {
            return false;
        }
        number++;
        user = random.nextInt(USERS);
        aggregate = random.nextInt(versions.length);
        versions[aggregate]++;
        type = random.nextInt(TYPES);
        long nanos = START_NANOS + (long) ((double) number / events * YEAR_NANOS);
        timestampNanos = random.nextInt(100) == 0 ? nanos - (long) (random.nextDouble() * DAY_NANOS) : nanos;
        data = newData();
        return true;
    }

    private String newData() {
        int cents = random.nextInt(100_000);
        StringBuilder json = new StringBuilder(DATA_BYTES + 16)
                .append("{\"reference\":\"")
                .append(reference(number))
                .append("\",\"lot\":\"")
                .append(lot(random.nextInt(events)))
                .append("\",\"amount\":")
                .append(cents / 100)
                .append(cents % 100 < 10 ? ".0" : ".")
                .append(cents % 100)
                .append(",\"currency\":\"EUR\",\"note\":\"");
        while (json.length() < DATA_BYTES - 2) {
            json.append(prose.word((int) (VOCABULARY * Math.pow(random.nextDouble(), 4))))
                    .append(' ');
        }
        json.setLength(DATA_BYTES - 2);
        return json.append("\"}").toString();
    }

    /** Returns the id of the current event. */
    UUID eventId() {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    /** Returns the current event's version within its aggregate. */
    int version() {
        return versions[aggregate];
    }

    /** Returns the organisation of a user. */
    static String organization(int user) {
        return "org-" + user % ORGANIZATIONS;
    }

    static String user(int user) {
        return "user-" + user;
    }

    static String type(int type) {
        return "OrderEvent" + type % TYPES;
    }

    /** Returns the id of one of the aggregates, of which each has about twenty events. */
    static String aggregate(int aggregate) {
        return "order-" + aggregate;
    }

    static int aggregates(int events) {
        return Math.max(1, events / EVENTS_OF_AGGREGATE);
    }

    /** Returns the correlation of an event, which it shares with those next to it. */
    static String correlation(int number) {
        return "correlation-" + number / 5;
    }

    /** Returns a value that only one event has in its data. */
    static String reference(int number) {
        return "R-" + number;
    }

    /** Returns a value that about thirteen events have in their data. */
    static String lot(int number) {
        return "L-" + number / EVENTS_OF_LOT;
    }

    /** Returns a word that a few thousand of a million events have. */
    String word(int n) {
        return prose.word(RARER_WORDS + n % 100);
    }

    /** Returns two of the commonest words side by side. */
    String phrase(int n) {
        return prose.word(5 + n % 5) + ' ' + prose.word(5 + n / 5 % 5);
    }

    /** Returns one of the commonest words. */
    String commonWord(int n) {
        return prose.word(5 + n % 5);
    }
}
