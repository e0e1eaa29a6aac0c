package dev.mayfly.http.answer;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.eventstore.append.ExpectedVersion;
import dev.mayfly.eventstore.append.ExpectedVersion.Exactly;
import dev.mayfly.eventstore.prefix.AggregateMark;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The entity tags of aggregates, such as {@code "3-774faed9"}: the version and a mark of the history that it belongs
 * to.
 *
 * <p>The mark is derived from the incarnation; where a store has forgotten aggregates or changed this one's events, words
 * such as {@code -l2} and {@code -r5} follow it, of which only the first counts in an expectation. Representations other than plain JSON append their own words to
 * the tag, such as {@code -ndjson} or {@code -gzip}.
 */
public final class AggregateTag {
    private static final int MARK_LENGTH = 8;

    /**
     * The pattern of a tag as an expectation: optionally weak, a version, an optional mark, and then the words of
     * representations, to which proxies add their own.
     */
    private static final Pattern EXPECTED = Pattern.compile("(?:W/)?\"(0|[1-9][0-9]{0,17})(?:-([0-9a-f]{" + MARK_LENGTH
            + "})(?:-l([1-9][0-9]{0,8}))?(?:-[a-z0-9-]+)?|-{1,2}gzip)?\"");

    private AggregateTag() {}

    /** Returns the tag of an aggregate as plain JSON. */
    public static String of(String incarnation, long version, AggregateMark mark) {
        return of(incarnation, version, words(mark));
    }

    /** Returns the words for what distinguishes an aggregate from the same version of it earlier. */
    public static String words(AggregateMark mark) {
        return (mark.life() == 0 ? "" : "-l" + mark.life()) + (mark.revision() == 0 ? "" : "-r" + mark.revision());
    }

    /**
     * Returns the tag of an aggregate in a representation.
     *
     * @param words the words that distinguish the representation from plain JSON, each after a hyphen
     */
    public static String of(String incarnation, long version, String words) {
        return '"' + Long.toString(version) + '-' + mark(incarnation) + words + '"';
    }

    /** Returns the mark of a history. */
    private static String mark(String incarnation) {
        return incarnation.substring(0, Math.min(MARK_LENGTH, incarnation.length()));
    }

    /**
     * Returns the expectation that the aggregate has one of the tags in a list. A tag without a mark expects its
     * version in any history.
     *
     * @param field the field name to report
     * @throws InvalidInputException if a member of the list is not such a tag, or the list is empty
     */
    public static ExpectedVersion expected(String field, String list) {
        List<Exactly> versions = new ArrayList<>(1);
        for (String member : list.split(",", -1)) {
            String tag = member.strip();
            if (tag.isEmpty()) {
                continue;
            }
            Matcher matcher = EXPECTED.matcher(tag);
            if (!matcher.matches()) {
                throw invalid(field);
            }
            String mark = matcher.group(2);
            String life = matcher.group(3);
            versions.add(new Exactly(
                    Long.parseLong(matcher.group(1)),
                    mark == null ? "" : mark,
                    mark == null ? Exactly.ANY_LIFE : life == null ? 0 : Integer.parseInt(life)));
        }
        if (versions.isEmpty()) {
            throw invalid(field);
        }
        return versions.size() == 1 ? versions.get(0) : new ExpectedVersion.OneOf(versions);
    }

    private static InvalidInputException invalid(String field) {
        return InvalidInputException.invalid(
                field,
                "must be the ETag of an aggregate, such as \"3-774faed9\", or a version in quotes, such as \"3\", or a"
                        + " list of them, or *");
    }
}
