package dev.mayfly.http.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ResponseBodyExtractionOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Description;
import org.hamcrest.TypeSafeDiagnosingMatcher;
import org.jspecify.annotations.Nullable;

/**
 * What a JSON text has, by paths; {@link #at} is for RestAssured's {@code body}.
 *
 * <p>RestAssured has paths of its own, and compiles a Groovy script for each that it looks at: that took almost half of
 * the processor time of the tests over HTTP. These paths are what of them is used here: {@code events[0].data.'a.b'} for
 * members and elements, from the end if negative; {@code
 * checks[name=live]} for the first element that has such a member; the member of each element where the value is an array; {@code *} for
 * the values of all members; and {@code size()}, which counts elements or members. Integers are {@code Integer} or {@code Long}, other numbers {@code Float},
 * objects maps, arrays lists; what is missing is null. As with RestAssured's, the caller says of which type a value is.
 */
@SuppressWarnings("TypeParameterUnusedInFormals")
public final class JsonBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern STEP = Pattern.compile("\\.?(?:'(?<quoted>[^']*)'|\\[(?<index>-?\\d+)]"
            + "|\\[(?<member>\\w+)=(?<wanted>[^]]*)]|(?<size>size\\(\\))|(?<name>[\\w$-]+|\\*))");

    private final @Nullable Object root;

    private JsonBody(@Nullable Object root) {
        this.root = root;
    }

    /** Returns what an answer has. */
    public static JsonBody of(ResponseBodyExtractionOptions answer) {
        return of(answer.asString());
    }

    /** Returns what a JSON text has. */
    public static JsonBody of(String json) {
        return new JsonBody(read(json));
    }

    /** Matches a body whose value at a path matches. */
    public static org.hamcrest.Matcher<String> at(String path, org.hamcrest.Matcher<?> value) {
        return new TypeSafeDiagnosingMatcher<>() {
            @Override
            protected boolean matchesSafely(String body, Description mismatch) {
                Object found = valueAt(path, body);
                if (value.matches(found)) {
                    return true;
                }
                value.describeMismatch(found, mismatch.appendText(path + " "));
                mismatch.appendText(" in " + body);
                return false;
            }

            @Override
            public void describeTo(Description description) {
                description.appendText("a body with " + path + " ").appendDescriptionOf(value);
            }
        };
    }

    /** Returns the value at a path of an answer. */
    public static <T> T valueAt(String path, ResponseBodyExtractionOptions answer) {
        return valueAt(path, answer.asString());
    }

    /** Returns the integer at a path of an answer. */
    public static long longAt(String path, ResponseBodyExtractionOptions answer) {
        return JsonBody.<Number>valueAt(path, answer).longValue();
    }

    /** Returns the value at a path of a JSON text; null if it is missing. */
    public static <T> T valueAt(String path, String json) {
        return of(json).valueAt(path);
    }

    /** Returns the value at a path, of the type that its caller takes; null if it is missing. */
    @SuppressWarnings("unchecked")
    public <T> T valueAt(String path) {
        Object value = root;
        Matcher step = STEP.matcher(path);
        int at = 0;
        while (at < path.length()) {
            if (!step.region(at, path.length()).lookingAt()) {
                throw new IllegalArgumentException("no path: " + path);
            }
            value = next(value, step);
            at = step.end();
        }
        return (T) value;
    }

    /** Returns the text at a path, which may be that of a number; null if it is missing. */
    public String textAt(String path) {
        Object value = valueAt(path);
        return value == null ? null : value.toString();
    }

    /** Returns the integer at a path. */
    public int intAt(String path) {
        return Math.toIntExact(longAt(path));
    }

    /** Returns the integer at a path. */
    public long longAt(String path) {
        return this.<Number>valueAt(path).longValue();
    }

    /** Returns the elements at a path. */
    public <T> List<T> listAt(String path) {
        return valueAt(path);
    }

    /** Returns the members at a path. */
    public <T> Map<String, T> mapAt(String path) {
        return valueAt(path);
    }

    @Override
    public String toString() {
        return String.valueOf(root);
    }

    private static @Nullable Object next(@Nullable Object value, Matcher step) {
        if (step.group("size") != null) {
            return value instanceof Map<?, ?> map
                    ? (Object) map.size()
                    : value instanceof List<?> list ? list.size() : null;
        }
        if (step.group("index") != null) {
            return value instanceof List<?> list ? element(list, Integer.parseInt(step.group("index"))) : null;
        }
        if (step.group("member") != null) {
            return value instanceof List<?> list ? found(list, step.group("member"), step.group("wanted")) : null;
        }
        return member(value, step.group("quoted") == null ? step.group("name") : step.group("quoted"));
    }

    private static @Nullable Object found(List<?> list, String member, String wanted) {
        return list.stream()
                .filter(element -> wanted.equals(String.valueOf(member(element, member))))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Object element(List<?> list, int index) {
        int at = index < 0 ? list.size() + index : index;
        return at >= 0 && at < list.size() ? list.get(at) : null;
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        if (name.equals("*")) {
            return value instanceof Map<?, ?> map ? List.copyOf(map.values()) : null;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> each = new ArrayList<>();
            list.forEach(element -> each.add(member(element, name)));
            return each;
        }
        return value instanceof Map<?, ?> map ? map.get(name) : null;
    }

    private static @Nullable Object read(String json) {
        try {
            return plain(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }

    private static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), plain(member.getValue())));
            return members;
        }
        if (node.isArray()) {
            List<@Nullable Object> elements = new ArrayList<>();
            node.forEach(element -> elements.add(plain(element)));
            return elements;
        }
        if (node.isFloatingPointNumber()) {
            return node.floatValue();
        }
        return node.isNumber()
                ? (Object) node.numberValue()
                : node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
    }
}
