package dev.mayfly.schema.re2;

import java.util.Map;

/** The long names of classes of characters in Unicode, which RE2 knows by their short ones. */
final class UnicodeClasses {
    /** Unicode's general categories by their long names, as in PropertyValueAliases.txt. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Titlecase_Letter", "Lt"),
            Map.entry("Modifier_Letter", "Lm"),
            Map.entry("Other_Letter", "Lo"),
            Map.entry("Mark", "M"),
            Map.entry("Combining_Mark", "M"),
            Map.entry("Nonspacing_Mark", "Mn"),
            Map.entry("Spacing_Mark", "Mc"),
            Map.entry("Enclosing_Mark", "Me"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("digit", "Nd"),
            Map.entry("Letter_Number", "Nl"),
            Map.entry("Other_Number", "No"),
            Map.entry("Punctuation", "P"),
            Map.entry("punct", "P"),
            Map.entry("Connector_Punctuation", "Pc"),
            Map.entry("Dash_Punctuation", "Pd"),
            Map.entry("Open_Punctuation", "Ps"),
            Map.entry("Close_Punctuation", "Pe"),
            Map.entry("Initial_Punctuation", "Pi"),
            Map.entry("Final_Punctuation", "Pf"),
            Map.entry("Other_Punctuation", "Po"),
            Map.entry("Symbol", "S"),
            Map.entry("Math_Symbol", "Sm"),
            Map.entry("Currency_Symbol", "Sc"),
            Map.entry("Modifier_Symbol", "Sk"),
            Map.entry("Other_Symbol", "So"),
            Map.entry("Separator", "Z"),
            Map.entry("Space_Separator", "Zs"),
            Map.entry("Line_Separator", "Zl"),
            Map.entry("Paragraph_Separator", "Zp"),
            Map.entry("Other", "C"),
            Map.entry("Control", "Cc"),
            Map.entry("cntrl", "Cc"),
            Map.entry("Format", "Cf"),
            Map.entry("Surrogate", "Cs"),
            Map.entry("Private_Use", "Co"));

    private UnicodeClasses() {}

    /** Returns a pattern with the short names. */
    static String translated(String pattern) {
        int at = pattern.indexOf('\\');
        if (at < 0) {
            return pattern;
        }
        StringBuilder out = new StringBuilder(pattern.length());
        int from = 0;
        while (at >= 0 && at + 1 < pattern.length()) {
            char kind = pattern.charAt(at + 1);
            int end = kind == 'p' || kind == 'P' ? pattern.indexOf('}', at) : -1;
            if (end > 0 && pattern.charAt(at + 2) == '{') {
                out.append(pattern, from, at + 3).append(shortName(pattern.substring(at + 3, end)));
                from = end;
                at = pattern.indexOf('\\', end);
            } else {
                at = pattern.indexOf('\\', at + 2);
            }
        }
        return out.append(pattern, from, pattern.length()).toString();
    }

    private static String shortName(String name) {
        String negation = name.startsWith("^") ? "^" : "";
        String value = name.substring(negation.length());
        int equals = value.indexOf('=');
        if (equals >= 0) {
            String property = value.substring(0, equals);
            if (property.equals("Script") || property.equals("sc")) {
                return negation + value.substring(equals + 1);
            }
            if (property.equals("General_Category") || property.equals("gc")) {
                value = value.substring(equals + 1);
            }
        }
        return negation + CATEGORIES.getOrDefault(value, value);
    }
}
