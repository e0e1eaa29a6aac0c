import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Compares events that were sent with those that were read back, both as NDJSON: the same number in the same order, each
 * {@code data} and {@code eventId} the same bytes. Works on bytes alone, so that no JSON library can even things out.
 */
final class CompareEvents {
    private static final List<String> COMPARED = List.of("eventId", "data");

    public static void main(String[] args) throws Exception {
        // Bytes as characters, one to one.
        List<String> sent = lines(args[0]);
        String appended = Files.readString(Path.of(args[1]), StandardCharsets.ISO_8859_1);
        List<String> read = lines(args[2]);

        int failed = 0;
        if (!Pattern.compile("\"count\"\\s*:\\s*" + sent.size() + "\\b").matcher(appended).find()) {
            System.err.println("The append should have counted " + sent.size() + " events: " + appended);
            failed++;
        }
        if (read.size() > sent.size()) {
            System.err.println(sent.size() + " events were sent, " + read.size() + " came back");
            failed += read.size() - sent.size();
        }
        int passed = 0;
        for (int i = 0; i < sent.size(); i++) {
            if (i < read.size() && same(i + 1, sent.get(i), read.get(i))) {
                passed++;
            } else {
                failed++;
            }
        }
        System.out.println("webhooks: " + passed + " passed, " + failed + " failed");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }

    private static List<String> lines(String file) throws Exception {
        return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static boolean same(int line, String sent, String read) {
        for (String name : COMPARED) {
            String expected = member(sent, name);
            if (expected != null && !expected.equals(member(read, name))) {
                System.err.println("Line " + line + ": " + name + " came back as " + member(read, name));
                return false;
            }
        }
        return true;
    }

    /** The value of a member of the outermost object, as it stands in the text; null if there is none. */
    private static String member(String object, String name) {
        int at = object.indexOf('{') + 1;
        while (at < object.length()) {
            int nameStart = object.indexOf('"', at);
            if (nameStart < 0) {
                return null;
            }
            int nameEnd = stringEnd(object, nameStart);
            int start = object.indexOf(':', nameEnd) + 1;
            while (Character.isWhitespace(object.charAt(start))) {
                start++;
            }
            int end = valueEnd(object, start);
            if (object.substring(nameStart + 1, nameEnd - 1).equals(name)) {
                return object.substring(start, end).stripTrailing();
            }
            at = end + 1;
        }
        return null;
    }

    /** The place of the comma or closing bracket after the value that starts at {@code at}. */
    private static int valueEnd(String json, int at) {
        int depth = 0;
        while (true) {
            char c = json.charAt(at);
            if (c == '"') {
                at = stringEnd(json, at);
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (depth == 0 && (c == ',' || c == '}')) {
                return at;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            at++;
        }
    }

    /** The place after the closing quote of the string whose opening quote is at {@code at}. */
    private static int stringEnd(String json, int at) {
        for (at++; json.charAt(at) != '"'; at++) {
            if (json.charAt(at) == '\\') {
                at++;
            }
        }
        return at + 1;
    }
}
