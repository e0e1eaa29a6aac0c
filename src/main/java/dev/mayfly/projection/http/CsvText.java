package dev.mayfly.projection.http;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.tree.JsonNode;
import dev.mayfly.projection.declared.Definition;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.declared.value.GroupPart;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Groups as CSV (RFC 4180). A text that a spreadsheet could take for a formula is preceded by an apostrophe; numbers
 * never are.
 */
final class CsvText {
    private static final String FORMULA = "=+-@\t";

    private CsvText() {}

    /** Writes the line of names: the paths of the key, then the fields. */
    static void header(Definition definition, JsonBuffer out) {
        boolean first = true;
        for (GroupPart part : definition.groupBy()) {
            text(part.path().toString(), first, out);
            first = false;
        }
        for (FieldDefinition field : definition.fields()) {
            text(field.name(), first, out);
            first = false;
        }
        out.ascii("\r\n");
    }

    /** Writes a line of JSON values: strings as their characters, null as nothing, objects and arrays as JSON. */
    static void row(List<RawJson> values, JsonBuffer out) {
        for (int i = 0; i < values.size(); i++) {
            RawJson value = values.get(i);
            switch (value.array()[value.offset()]) {
                case '"' -> text(((JsonNode.Text) JsonNode.read(value)).text(), i == 0, out);
                case 'n' -> cell("", i == 0, out);
                default -> cell(value.toString(), i == 0, out);
            }
        }
        out.ascii("\r\n");
    }

    private static void text(String text, boolean first, JsonBuffer out) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        cell(formula ? "'" + text : text, first, out);
    }

    private static void cell(String text, boolean first, JsonBuffer out) {
        if (!first) {
            out.put(',');
        }
        boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        String written = quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
        out.put(written.getBytes(StandardCharsets.UTF_8));
    }
}
