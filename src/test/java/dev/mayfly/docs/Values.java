package dev.mayfly.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the values of a document stand for that are different in each run. They are known by their form: ids (UUIDs, but
 * those of version 5, which are derived), ids and handles of sessions, incarnations, marks of a history in an {@code ETag}, checksums, and times with a
 * fraction of at least four digits. Each stands for one value throughout a document. Sizes in bytes and durations are
 * numbers that stand for any other. {@code …} stands for any text.
 */
final class Values {
    private static final Pattern FORMS =
            Pattern.compile("(?<id>\\b[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\\b)"
                    + "|(?<time>\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{4,9}Z)"
                    + "|(?<session>(?<![\\w-])(?:session-)?[\\w-]{43}(?![\\w-]))"
                    + "|(?<checksum>\\b[0-9a-f]{64}\\b)"
                    + "|(?<incarnation>\\b[0-9a-f]{32}\\b)"
                    + "|(?<mark>(?<=\"\\d{1,9}-)[0-9a-f]{8}(?=\"))"
                    + "|(?<number>(?<=\\bmillis=)\\d+"
                    + "|(?<=_(?:bytes|seconds)(?:_max|_sum)?(?:\\{[^}]{0,200}\\})? )[0-9.E-]+"
                    + "|\\b[0-9][0-9.,]*(?= (?:bytes|[KMG]iB)\\b))"
                    + "|(?<any>…)");

    private static final Map<String, String> ACTUAL = Map.of(
            "id", "[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
            "time", "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z",
            "session", "(?:session-)?[\\w-]{43}",
            "checksum", "[0-9a-f]{64}",
            "incarnation", "[0-9a-f]{32}",
            "mark", "[0-9a-f]{8}",
            "number", "[0-9.,E-]+",
            "any", ".*?");

    private static final List<String> BOUND = List.of("id", "time", "session", "checksum", "incarnation", "mark");

    private final Map<String, String> actualOf = new HashMap<>();
    private final Map<String, String> shownOf = new HashMap<>();

    private record Form(String kind, String shown) {}

    /** Takes over what has been found out by an attempt. */
    void take(Values attempt) {
        actualOf.putAll(attempt.actualOf);
        shownOf.putAll(attempt.shownOf);
    }

    /** Returns a copy, for an attempt. */
    Values copy() {
        Values copy = new Values();
        copy.take(this);
        return copy;
    }

    /** Returns a command with the values of this run in place of those that the document shows. */
    String inCommand(String command) {
        return replaced(command, actualOf);
    }

    /** Returns a text of this run as a document shows it: values that it has shown before as it has shown them. */
    String asShown(String actual) {
        Matcher forms = FORMS.matcher(actual);
        while (forms.find()) {
            String kind = kind(forms);
            if (BOUND.contains(kind) && !shownOf.containsKey(forms.group())) {
                bind(forms.group(), forms.group());
            }
        }
        return replaced(actual, shownOf);
    }

    /** Returns whether a text is what is shown, and remembers what the shown values stand for. */
    boolean matches(String shown, String actual) {
        return mismatch(shown, actual) == null;
    }

    /** Returns why a text is not what is shown; null if it is, and then what the shown values stand for is remembered. */
    @Nullable
    String mismatch(String shown, String actual) {
        List<Form> forms = new ArrayList<>();
        Matcher matcher = pattern(shown, forms).matcher(actual);
        if (!matcher.matches()) {
            return "printed is " + actual;
        }
        for (int group = 1; group <= forms.size(); group++) {
            Form form = forms.get(group - 1);
            if (BOUND.contains(form.kind())) {
                String known = actualOf.get(form.shown());
                String other = shownOf.get(matcher.group(group));
                if (known != null && !known.equals(matcher.group(group))) {
                    return form.shown() + " stands for " + known + " above, and here for " + matcher.group(group);
                }
                if (other != null && !other.equals(form.shown()) && !form.kind().equals("time")) {
                    return matcher.group(group) + " is shown as " + other + " above, and here as " + form.shown();
                }
                bind(form.shown(), matcher.group(group));
            }
        }
        return null;
    }

    private void bind(String shown, String actual) {
        actualOf.put(shown, actual);
        shownOf.putIfAbsent(actual, shown);
    }

    private static Pattern pattern(String shown, List<Form> forms) {
        StringBuilder regex = new StringBuilder();
        Matcher matcher = FORMS.matcher(shown);
        int at = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(shown.substring(at, matcher.start())));
            String kind = kind(matcher);
            forms.add(new Form(kind, matcher.group()));
            regex.append('(').append(ACTUAL.get(kind)).append(')');
            at = matcher.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(shown.substring(at))).toString());
    }

    private static String kind(Matcher found) {
        for (String kind : ACTUAL.keySet()) {
            if (found.group(kind) != null) {
                return kind;
            }
        }
        throw new AssertionError(found.group());
    }

    private static String replaced(String text, Map<String, String> by) {
        return FORMS.matcher(text)
                .replaceAll(form -> Matcher.quoteReplacement(by.getOrDefault(form.group(), form.group())));
    }
}
