package dev.mayfly.sample.company;

import java.util.List;

/**
 * A country of organisations.
 *
 * @param code its ISO 3166 code
 * @param locale the language in which its people are addressed
 * @param share its share of all organisations, as a weight
 * @param vatPermille the value-added tax that the business, which is French, charges there, in thousandths
 * @param tender the currency of payments
 * @param cities the cities of the organisations
 * @param firstNames given names
 * @param lastNames family names
 * @param companies names of organisations, in which {@code %} stands for a family name
 */
public record Country(
        String code,
        String locale,
        int share,
        int vatPermille,
        Tender tender,
        List<String> cities,
        List<String> firstNames,
        List<String> lastNames,
        List<String> companies) {

    /** Returns whether people there are addressed in French. */
    public boolean isFrench() {
        return locale.startsWith("fr");
    }
}
