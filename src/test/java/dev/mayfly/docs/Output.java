package dev.mayfly.docs;

import dev.mayfly.docs.Json.Composite;
import dev.mayfly.docs.Json.Gap;
import dev.mayfly.docs.Json.Member;
import dev.mayfly.docs.Json.Node;
import dev.mayfly.docs.Json.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a document shows with what was printed, and writes the one after the other. A long line of JSON is shown
 * in several: those that continue it begin with one space, which is not part of it. Of the headers of an answer
 * ({@code curl -i}) some may be left out.
 */
final class Output {
    private static final int WIDTH = 120;

    /** A text before JSON in the same line, as in an event stream. */
    private static final Pattern PREFIXED = Pattern.compile("(data: |\\d+ )?([{\\[].*)");

    /** Members whose numbers are different in each run: sizes, and how far something is. */
    private static final Pattern NUMBER_KEY = Pattern.compile("\"(?:bytes|\\w+Bytes|done)\"");

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String CURSOR_KEY = "\"next\"";
    private static final Pattern CURSOR = Pattern.compile("\"[\\w-]{16,}\"");
    private static final int CURSOR_START = 16;

    private Output() {}

    /** Returns the lines that are meant by the lines that are shown: each one whole. */
    static List<String> joined(List<String> shown) {
        List<String> lines = new ArrayList<>();
        for (String line : shown) {
            if (line.startsWith(" ") && !line.startsWith("  ") && !lines.isEmpty()) {
                lines.set(lines.size() - 1, lines.get(lines.size() - 1) + line.substring(1));
            } else {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Returns the first difference between lines; null if there is none, and then what values stand for is remembered. */
    static @Nullable String mismatch(List<String> shown, List<String> printed, Values values) {
        if (isAnswerWithHeaders(shown) && isAnswerWithHeaders(printed)) {
            return mismatchOfAnswers(shown, printed, values);
        }
        for (int i = 0; i < shown.size(); i++) {
            if (i == printed.size()) {
                return "not printed is " + shown.get(i);
            }
            String mismatch = mismatch(shown.get(i), printed.get(i), values);
            if (mismatch != null) {
                return mismatch;
            }
        }
        return printed.size() > shown.size() ? "not shown is " + printed.get(shown.size()) : null;
    }

    /** Returns the difference between two lines; null if there is none. */
    static @Nullable String mismatch(String shown, String printed, Values values) {
        Matcher json = PREFIXED.matcher(shown);
        Matcher printedJson = PREFIXED.matcher(printed);
        if (json.matches() && printedJson.matches()) {
            Node shownNode = Json.parsed(json.group(2));
            Node printedNode = Json.parsed(printedJson.group(2));
            if (shownNode != null && printedNode != null) {
                return prefix(json).equals(prefix(printedJson))
                        ? mismatch("", shownNode, printedNode, values)
                        : "printed is " + printed;
            }
        }
        return values.mismatch(shown, printed);
    }

    /** Returns how lines that were printed are to be shown, with what is left out now left out again. */
    static List<String> rewritten(List<String> shown, List<String> printed, Values values) {
        List<String> lines = new ArrayList<>();
        boolean headers = isAnswerWithHeaders(shown) && isAnswerWithHeaders(printed);
        Set<String> names = headers ? Set.copyOf(headerNames(shown)) : Set.of();
        int printedHeaders = headers ? end(printed) : 0;
        int shift = headers ? end(shown) - printedHeaders : 0;
        for (int i = 0; i < printed.size(); i++) {
            String line = printed.get(i);
            if (i >= 1 && i < printedHeaders) {
                if (names.contains(name(line))) {
                    lines.add(values.asShown(line));
                }
            } else {
                int as = i < printedHeaders ? i : i + shift;
                lines.add(rewritten(as < shown.size() ? shown.get(as) : "", line, values));
            }
        }
        return lines;
    }

    private static String rewritten(String shown, String printed, Values values) {
        Values attempt = values.copy();
        if (mismatch(shown, printed, attempt) == null) {
            values.take(attempt);
            return shown;
        }
        Matcher json = PREFIXED.matcher(shown);
        Matcher printedJson = PREFIXED.matcher(printed);
        if (printedJson.matches()) {
            Node printedNode = Json.parsed(printedJson.group(2));
            Node shownNode = json.matches() ? Json.parsed(json.group(2)) : null;
            if (printedNode != null) {
                return prefix(printedJson) + Json.text(rewritten("", shownNode, printedNode, values));
            }
        }
        return values.asShown(printed);
    }

    private static String prefix(Matcher line) {
        return line.group(1) == null ? "" : line.group(1);
    }

    // JSON

    private static @Nullable String mismatch(String key, Node shown, Node printed, Values values) {
        if (shown instanceof Scalar one && printed instanceof Scalar other) {
            boolean same = isSameForm(key, one.text(), other.text());
            String mismatch = same ? null : values.mismatch(one.space() + one.text(), other.space() + other.text());
            return mismatch == null ? null : "at " + key + " " + mismatch;
        }
        if (shown instanceof Composite one && printed instanceof Composite other && one.open() == other.open()) {
            return one.isObject() ? mismatchOfObjects(one, other, values) : mismatchOfArrays(key, one, other, values);
        }
        return "at " + key + " printed is " + Json.text(printed);
    }

    private static boolean isSameForm(String key, String shown, String printed) {
        if (NUMBER_KEY.matcher(key).matches()) {
            return NUMBER.matcher(shown).matches() && NUMBER.matcher(printed).matches();
        }
        return key.equals(CURSOR_KEY)
                && shown.endsWith(Json.LEFT_OUT + "\"")
                && CURSOR.matcher(printed).matches();
    }

    private static @Nullable String mismatchOfObjects(Composite shown, Composite printed, Values values) {
        int at = 0;
        boolean gap = false;
        for (Member each : shown.members()) {
            if (each.value() instanceof Gap) {
                gap = true;
                continue;
            }
            while (gap
                    && at < printed.members().size()
                    && !printed.members().get(at).name().equals(each.name())) {
                at++;
            }
            if (at == printed.members().size()) {
                return "not printed is " + each.key();
            }
            Member other = printed.members().get(at++);
            if (!(gap ? each.name().equals(other.name()) : each.key().equals(other.key()))) {
                return "printed is " + other.key() + ", shown " + each.key();
            }
            String mismatch = mismatch(each.name(), each.value(), other.value(), values);
            if (mismatch != null) {
                return mismatch;
            }
            gap = false;
        }
        if (!gap && at < printed.members().size()) {
            return "not shown is " + printed.members().get(at).key();
        }
        return gap || shown.end().equals(printed.end()) ? null : "other white space before the end of an object";
    }

    private static @Nullable String mismatchOfArrays(String key, Composite shown, Composite printed, Values values) {
        int shownSize = shown.members().size();
        int size = printed.members().size();
        if (shown.hasGap() ? size < shownSize - 1 : size != shownSize) {
            return "at " + key + " printed are " + size + " elements";
        }
        boolean gap = false;
        for (int i = 0; i < shownSize; i++) {
            Node each = shown.members().get(i).value();
            if (each instanceof Gap) {
                gap = true;
                continue;
            }
            int at = gap ? size - shownSize + i : i;
            String mismatch = mismatch(key, each, printed.members().get(at).value(), values);
            if (mismatch != null) {
                return mismatch;
            }
        }
        return shown.hasGap() || shown.end().equals(printed.end())
                ? null
                : "other white space before the end of an array";
    }

    private static Node rewritten(String key, @Nullable Node shown, Node printed, Values values) {
        if (printed instanceof Scalar scalar) {
            return new Scalar(scalar.space(), rewrittenText(key, shown, scalar.text(), values));
        }
        if (!(printed instanceof Composite composite)) {
            return printed;
        }
        List<Member> members;
        if (!(shown instanceof Composite before) || before.open() != composite.open()) {
            members = composite.members().stream()
                    .map(each -> new Member(each.key(), rewritten(each.name(), null, each.value(), values)))
                    .toList();
        } else if (before.isObject()) {
            members = rewrittenMembers(before, composite, values);
        } else {
            members = rewrittenElements(key, before, composite, values);
        }
        return new Composite(composite.space(), composite.open(), members, composite.end());
    }

    private static String rewrittenText(String key, @Nullable Node shown, String printed, Values values) {
        if (shown instanceof Scalar scalar) {
            Values attempt = values.copy();
            if (isSameForm(key, scalar.text(), printed) || attempt.matches(scalar.text(), printed)) {
                values.take(attempt);
                return scalar.text();
            }
        }
        if (key.equals(CURSOR_KEY) && CURSOR.matcher(printed).matches()) {
            return printed.substring(0, 1 + CURSOR_START) + Json.LEFT_OUT + '"';
        }
        return values.asShown(printed);
    }

    private static List<Member> rewrittenMembers(Composite shown, Composite printed, Values values) {
        List<Member> members = new ArrayList<>();
        int last = -1;
        for (Member each : printed.members()) {
            int as = indexOf(shown, each.name());
            if (as >= 0) {
                last = as;
                Node value = shown.members().get(as).value();
                members.add(new Member(each.key(), rewritten(each.name(), value, each.value(), values)));
            } else if (isGap(shown, last + 1)) {
                if (members.isEmpty() || !(members.get(members.size() - 1).value() instanceof Gap)) {
                    members.add(new Member("", new Gap()));
                }
            } else {
                members.add(new Member(each.key(), rewritten(each.name(), null, each.value(), values)));
            }
        }
        return members;
    }

    private static List<Member> rewrittenElements(String key, Composite shown, Composite printed, Values values) {
        List<Member> members = new ArrayList<>();
        int shownSize = shown.members().size();
        int size = printed.members().size();
        int gap = 0;
        while (gap < shownSize && !isGap(shown, gap)) {
            gap++;
        }
        int tail = Math.max(0, shownSize - gap - 1);
        for (int i = 0; i < size; i++) {
            boolean hidden = gap < shownSize && i >= gap && i < size - tail;
            if (hidden) {
                if (i == gap) {
                    members.add(new Member("", new Gap()));
                }
            } else {
                int as = i < gap ? i : shownSize - (size - i);
                Node before =
                        as >= 0 && as < shownSize ? shown.members().get(as).value() : null;
                members.add(new Member(
                        "", rewritten(key, before, printed.members().get(i).value(), values)));
            }
        }
        return members;
    }

    private static boolean isGap(Composite shown, int at) {
        return at < shown.members().size() && shown.members().get(at).value() instanceof Gap;
    }

    private static int indexOf(Composite shown, String name) {
        for (int i = 0; i < shown.members().size(); i++) {
            if (shown.members().get(i).name().equals(name) && !isGap(shown, i)) {
                return i;
            }
        }
        return -1;
    }

    // Answers with their headers

    private static boolean isAnswerWithHeaders(List<String> lines) {
        return !lines.isEmpty() && lines.get(0).startsWith("HTTP/1.1 ");
    }

    private static @Nullable String mismatchOfAnswers(List<String> shown, List<String> printed, Values values) {
        String mismatch = mismatch(shown.get(0), printed.get(0), values);
        for (String header : shown.subList(1, end(shown))) {
            String other = printed.subList(1, end(printed)).stream()
                    .filter(line -> name(line).equals(name(header)))
                    .findFirst()
                    .orElse("");
            mismatch = mismatch == null ? values.mismatch(header, other) : mismatch;
        }
        return mismatch == null
                ? mismatch(
                        shown.subList(end(shown), shown.size()), printed.subList(end(printed), printed.size()), values)
                : mismatch;
    }

    /** Returns the index of the line after the headers: a blank one, or the end. */
    private static int end(List<String> answer) {
        int blank = answer.indexOf("");
        return blank < 0 ? answer.size() : blank;
    }

    private static List<String> headerNames(List<String> answer) {
        return answer.subList(1, end(answer)).stream()
                .map(Output::name)
                .distinct()
                .toList();
    }

    private static String name(String header) {
        return header.substring(0, Math.max(0, header.indexOf(':'))).toLowerCase(Locale.ROOT);
    }

    // Wrapping

    /** Returns a line of JSON in lines of at most {@value #WIDTH} characters where it has commas to break it after; any other as it is. */
    static List<String> wrapped(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        String indent = "";
        while (PREFIXED.matcher(line).matches() && indent.length() + rest.length() > WIDTH) {
            int end = breakAt(rest, WIDTH - indent.length());
            if (end < 0) {
                break;
            }
            lines.add(indent + rest.substring(0, end));
            rest = rest.substring(end);
            indent = " ";
        }
        lines.add(indent + rest);
        return lines;
    }

    /** Returns the end of the longest beginning that ends with a comma before what is not white space, and fits; -1 if none does. */
    private static int breakAt(String text, int most) {
        for (int end = Math.min(most, text.length() - 1); end > 0; end--) {
            char next = text.charAt(end);
            if (text.charAt(end - 1) == ',' && (next == '"' || next == '{' || next == '[')) {
                return end;
            }
        }
        return -1;
    }
}
