package dev.mayfly.bench.databases;

import java.util.List;

/** What the contenders are asked. */
enum Question {
    NEWEST("newest ten of a type and an organisation", "µs", 300),
    NEWEST_OF_USER("newest ten of a type, an organisation and a user", "µs", 300),
    HISTORY("history of an aggregate of 20", "µs", 300),
    VALUE_UNINDEXED("where=data.lot=…, nothing indexed", "ms", 3),
    VALUE("where=data.reference=…, indexed: one event", "µs", 300),
    SUM("a query: sum of a value of a tenth by organisation", "ms", 11),
    STATISTICS("statistics of a tenth", "ms", 11),
    TREND("trend by day of all", "ms", 11),
    WORD("text, a word of one event in 400: all", "ms", 15),
    WORD_NEWEST("text, a word of one event in 400: newest 100", "ms", 31),
    PHRASE("text, two of the commonest words side by side: all", "ms", 7),
    PHRASE_NEWEST("text, two of the commonest words side by side: newest 100", "ms", 15),
    RARE("text, a rare number", "ms", 31),
    ABSENT("text that is in no event", "ms", 101),
    OF_USER("text, a common word, with a type and a user", "ms", 101);

    /** What is asked before there is an index of text, whose presence could help. */
    static final List<Question> WITHOUT_TEXT = List.of(NEWEST, NEWEST_OF_USER, HISTORY, VALUE, SUM, STATISTICS, TREND);

    static final List<Question> OF_TEXT = List.of(WORD, WORD_NEWEST, PHRASE, PHRASE_NEWEST, RARE, ABSENT, OF_USER);

    final String what;
    final String unit;
    /** How often it is asked for one sample, each time for something else. */
    final int repeats;

    Question(String what, String unit, int repeats) {
        this.what = what;
        this.unit = unit;
        this.repeats = repeats;
    }

    /** Returns whether the answer has two columns, names and numbers, instead of positions. */
    boolean isOfGroups() {
        return this == SUM || this == STATISTICS || this == TREND;
    }

    /** Returns whether the events are read too, and not only found. */
    boolean readsEvents() {
        return this == NEWEST || this == NEWEST_OF_USER || this == HISTORY;
    }

    /** Returns a number of nanoseconds in its unit. */
    double inUnit(long nanos) {
        return unit.equals("ms") ? nanos / 1e6 : nanos / 1e3;
    }

    /**
     * Returns the values that are asked for the {@code n}th time, in the order of the places in SQL.
     *
     * @param orders knows the words
     */
    List<String> values(Orders orders, int n, int events) {
        int user = n * 7 % Orders.USERS;
        int order = (int) (n * 7_919L % events);
        return switch (this) {
            case NEWEST -> List.of(Orders.type(n), Orders.organization(n / Orders.TYPES));
            case NEWEST_OF_USER -> List.of(Orders.type(n), Orders.organization(user), Orders.user(user));
            case HISTORY -> List.of(Orders.aggregate(order % Orders.aggregates(events)));
            case VALUE_UNINDEXED -> List.of(Orders.lot(order));
            case VALUE -> List.of(Orders.reference(1 + order));
            case SUM, STATISTICS -> List.of(Orders.type(n));
            case TREND -> List.of();
            case WORD, WORD_NEWEST -> List.of(orders.word(n));
            case PHRASE, PHRASE_NEWEST -> List.of(orders.phrase(n));
            case RARE -> List.of(Orders.lot(order) + '"');
            case ABSENT -> List.of("no such text " + n);
            case OF_USER -> List.of(Orders.type(n), Orders.user(user), orders.commonWord(n));
        };
    }
}
