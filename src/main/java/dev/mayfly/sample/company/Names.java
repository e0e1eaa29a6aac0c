package dev.mayfly.sample.company;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A generator of names of people and organisations, with unique ids. */
public final class Names {
    private static final String ACCENTED = "àâäáãåçéèêëíìîïñńóòôöõøúùûüýÿžźżśšßłąęćčğşřďťěůāōūœæǿ";
    private static final String[] PLAIN =
            ("a a a a a a c e e e e i i i i n n o o o o o o u u u u y y z z z s s ss l a e c c g"
                            + " s r d t e u a o u oe ae o")
                    .split(" ", -1);

    private final Map<String, Integer> taken = new HashMap<>();

    /**
     * A name.
     *
     * @param text how it is written
     * @param id in lower-case Latin letters, digits and hyphens; unique
     * @param mailbox the part before the at sign; unique
     */
    public record Name(String text, String id, String mailbox) {}

    /** Returns a new name for a person. */
    public Name person(Country country, Chance chance) {
        String first = chance.of(country.firstNames());
        String last = chance.of(country.lastNames());
        String id = free(slug(latin(first)) + "-" + slug(latin(last)));
        String mailbox =
                slug(latin(first)) + "." + id.substring(slug(latin(first)).length() + 1);
        return new Name(shown(first) + " " + shown(last), id, mailbox);
    }

    /** Returns a new name for an organisation in a city. */
    public Name organization(Country country, String city, Chance chance) {
        String pattern = chance.of(country.companies());
        String last = chance.of(country.lastNames());
        String text = shown(pattern).replace("%", shown(last));
        String latin = latin(pattern).replace("%", latin(last));
        if (taken.containsKey(slug(latin)) && country.isFrench()) {
            return named(text + " " + city, latin + " " + city);
        }
        return named(text, latin);
    }

    /** Returns the given name with a unique id. */
    public Name named(String text, String latin) {
        String id = free(slug(latin));
        return new Name(text, id, id);
    }

    private String free(String id) {
        int number = taken.merge(id, 1, Integer::sum);
        return number == 1 ? id : id + "-" + number;
    }

    /** Returns a text in lower-case Latin letters without accents, digits and single hyphens. */
    static String slug(String text) {
        StringBuilder slug = new StringBuilder(text.length());
        for (char c : text.toLowerCase(Locale.ROOT).toCharArray()) {
            int accented = ACCENTED.indexOf(c);
            if (accented >= 0) {
                slug.append(PLAIN[accented]);
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                slug.append(c);
            } else if (c != '\'' && c != '.' && !slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
                slug.append('-');
            }
        }
        int end = slug.length();
        return end > 0 && slug.charAt(end - 1) == '-' ? slug.substring(0, end - 1) : slug.toString();
    }

    /** Returns a name for display; a hyphen before a capital stands for the space in a name of two words. */
    private static String shown(String name) {
        int bar = name.indexOf('|');
        String text = bar < 0 ? name : name.substring(0, bar);
        return text.startsWith("Le-") || text.startsWith("Ben-") ? text.replace('-', ' ') : text;
    }

    private static String latin(String name) {
        return name.substring(name.indexOf('|') + 1);
    }
}
