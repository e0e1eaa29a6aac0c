package dev.mayfly.sample.company;

import java.util.List;

/**
 * Where organisations are.
 *
 * @param code its ISO 3166 code
 * @param locale the language that its people are written to
 * @param share how many of all organisations are there, by weight
 * @param vatPermille the value added tax that the business charges there, which is a French one
 * @param tender the currency that is paid in
 * @param cities where in the country
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

    /** Returns whether people there are written to in French. */
    public boolean isFrench() {
        return locale.startsWith("fr");
    }
}
