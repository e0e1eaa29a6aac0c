package dev.mayfly.http.answer;

import dev.mayfly.cloudevent.ContentType;
import dev.mayfly.http.problem.Problem;
import dev.mayfly.http.problem.ProblemType;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats in which reads are answered. */
public enum Format {
    /** One JSON value. */
    JSON(MediaTypes.JSON, ""),
    /** One event per line. */
    NDJSON(MediaTypes.NDJSON, "-ndjson"),
    /** One CloudEvent. */
    CLOUD_EVENT(MediaTypes.CLOUD_EVENT, "-cloudevent"),
    /** An array of CloudEvents. */
    CLOUD_EVENTS(MediaTypes.CLOUD_EVENTS, "-cloudevents"),
    /** A JSON Patch. */
    JSON_PATCH(MediaTypes.JSON_PATCH, "-patch"),
    /** One line of comma-separated values per row. */
    CSV(MediaTypes.CSV, "-csv"),
    /** Server-sent events, sent as they happen. */
    EVENT_STREAM(MediaTypes.EVENT_STREAM, "-stream");

    private final String mediaType;
    private final String tagWord;
    private final String contentType;

    Format(String mediaType, String tagWord) {
        this.mediaType = mediaType;
        this.tagWord = tagWord;
        // CloudEvents readers do not recognize the charset in this spelling, and do not need one.
        this.contentType = ContentType.holdsEvents(mediaType) ? mediaType : mediaType + ";charset=UTF-8";
    }

    /** Returns the suffix of an aggregate's tag in this format: a word after a hyphen, or empty for JSON. */
    public String tagWord() {
        return tagWord;
    }

    /** Returns the value of {@code Content-Type}: the media type, with its charset for text. */
    public String contentType() {
        return contentType;
    }

    /** Returns its media type. */
    public String mediaType() {
        return mediaType;
    }

    /**
     * Returns the format that the client of a request prefers, and sets {@code Vary} on the answer.
     *
     * @throws dev.mayfly.http.problem.ProblemException {@code not-acceptable} if it accepts none of those offered
     */
    public static Format of(RoutingContext http, Format... offered) {
        http.response().headers().set(HttpHeaders.VARY, Answer.VARIES_WITH);
        List<String> accept = http.request().headers().getAll(HttpHeaders.ACCEPT);
        return of(accept.isEmpty() ? null : String.join(",", accept), offered);
    }

    /**
     * Returns the format that a client prefers: the one with the highest quality; among equals, one that the client
     * names rather than matches by a wildcard; otherwise the first that is offered.
     *
     * @param accept the values of the {@code Accept} header, joined by commas, or null if it is absent
     * @param offered the available formats
     * @throws dev.mayfly.http.problem.ProblemException {@code not-acceptable} if it accepts none
     */
    public static Format of(@Nullable String accept, Format... offered) {
        if (accept == null || accept.equals("*/*")) {
            return offered[0];
        }
        String[] ranges = accept.toLowerCase(Locale.ROOT).split(",", -1);
        Format best = null;
        int bestWeight = 0;
        for (Format format : offered) {
            int weight = weight(ranges, format.mediaType);
            if (weight > bestWeight) {
                best = format;
                bestWeight = weight;
            }
        }
        if (best == null) {
            throw Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "The answer can be had as "
                                    + List.of(offered).stream()
                                            .map(Format::mediaType)
                                            .toList() + ".")
                    .exception();
        }
        return best;
    }

    /**
     * Returns the quality in thousandths, times ten, plus the specificity of the range that gives it; 0 if not
     * accepted.
     */
    private static int weight(String[] ranges, String mediaType) {
        String anySubtype = mediaType.substring(0, mediaType.indexOf('/') + 1) + "*";
        int specificity = -1;
        int quality = 0;
        for (String range : ranges) {
            int semicolon = range.indexOf(';');
            String type = (semicolon < 0 ? range : range.substring(0, semicolon)).strip();
            int specific = type.equals(mediaType) ? 2 : type.equals(anySubtype) ? 1 : type.equals("*/*") ? 0 : -1;
            if (specific > specificity) {
                specificity = specific;
                quality = quality(semicolon < 0 ? "" : range.substring(semicolon));
            }
        }
        return quality == 0 ? 0 : quality * 10 + specificity;
    }

    /** Returns the quality in the parameters of a member of an {@code Accept…} header, in thousandths. */
    public static int quality(String parameters) {
        for (String parameter : parameters.split(";", -1)) {
            String text = parameter.strip();
            if (text.startsWith("q=")) {
                try {
                    return (int) Math.round(1000 * Math.min(1, Math.max(0, Double.parseDouble(text.substring(2)))));
                } catch (NumberFormatException malformed) {
                    return 0;
                }
            }
        }
        return 1000;
    }
}
