package dev.mayfly.console;

import java.util.List;

/**
 * A rule of accessibility that a page breaks.
 *
 * @param rule axe-core's id of it
 * @param impact {@code minor}, {@code moderate}, {@code serious} or {@code critical}
 * @param elements where, each with what is wrong there
 */
record Violation(String rule, String impact, String help, List<String> elements) {
    private static final int SHOWN = 5;

    boolean serious() {
        return impact.equals("serious") || impact.equals("critical");
    }

    @Override
    public String toString() {
        List<String> shown = elements.subList(0, Math.min(SHOWN, elements.size()));
        String more = elements.size() > SHOWN ? "\n    and " + (elements.size() - SHOWN) + " more" : "";
        return impact + " " + rule + " (" + help + "):\n    " + String.join("\n    ", shown) + more;
    }
}
