package dev.mayfly.bench;

import java.util.Random;

/** Orders with names and notes in words of a made-up language, the same in each run. For one thread. */
public final class Prose {
    /** About how many bytes an order's data has. */
    public static final int DATA_BYTES = 300;

    private static final int VOCABULARY = 4_000;
    private static final int AGGREGATES = 10_000;

    private final Random random = new Random(42);
    private final String[] words = new String[VOCABULARY];

    /** Makes the language. */
    public Prose() {
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int n = 1 + random.nextInt(4); n >= 0; n--) {
                word.append(letter("bcdfghjklmnprstvwz")).append(letter("aeiou"));
                word.append(random.nextInt(3) == 0 ? letter("lmnrst") : "");
            }
            words[i] = word.toString();
        }
    }

    private String letter(String letters) {
        return letters.substring(random.nextInt(letters.length())).substring(0, 1);
    }

    /** Returns one of its 4,000 words, the most frequent first. */
    public String word(int rank) {
        return words[rank];
    }

    /** Returns the id of one of 10,000 aggregates. */
    public String aggregateId() {
        return "order-" + random.nextInt(AGGREGATES);
    }

    /** Returns the data of the order with this number, which no other order's data holds after {@code N\u00b0}. */
    public String data(int number) {
        StringBuilder data = new StringBuilder(DATA_BYTES + 16)
                .append("{\"reference\":\"N\u00b0 ")
                .append(number)
                .append("\",\"amount\":")
                .append(random.nextInt(100_000) / 100.0)
                .append(",\"currency\":\"EUR\",\"customer\":{\"name\":\"")
                .append(words[random.nextInt(VOCABULARY)])
                .append(' ')
                .append(words[random.nextInt(VOCABULARY)])
                .append("\",\"country\":\"FR\"},\"note\":\"");
        while (data.length() < DATA_BYTES - 2) {
            // A few words make up most of a text, as in any language.
            int rank = (int) (VOCABULARY * Math.pow(random.nextDouble(), 4));
            data.append(words[rank]).append(' ');
        }
        data.setLength(DATA_BYTES - 3);
        return data.append("\"}").toString();
    }
}
