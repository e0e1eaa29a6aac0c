package dev.mayfly.sample.company;

import java.util.List;

/**
 * The countries in which the business has customers, with names for them. A name that is not in Latin letters is
 * followed by a bar and its transliteration.
 */
public final class Countries {
    private static final Tender EUR = new Tender("EUR", 2, 1000);

    private static final List<String> FRENCH_FIRST = list(
            "Amélie Zoé Chloé Hélène Françoise Maëlle Léa Inès Anaïs Océane"
                    + " Jérôme Théo Noël Loïc Gaël Cédric René Rémi Stéphane Mickaël Aïcha Yasmine Karim Mehdi Fatou Moussa"
                    + " Camille Manon Juliette Margaux Élodie Aurélie Bérénice Clémence Solène Apolline Lucie Sarah Nadège"
                    + " Hugo Lucas Antoine Baptiste Clément Étienne François Guillaume Mathéo Raphaël Sébastien Thibault"
                    + " Marie-Laure Jean-Baptiste Anne-Sophie Pierre-Yves Gwenaëlle Erwan Béatrice Geneviève Valérie Éric");

    private static final List<String> FRENCH_LAST = list("Dubois Lefèvre Martin Bérenger Garçon Benali Kervella Moreau"
            + " Girard Lambert Fontaine Rousseau Chevalier Gauthier Perrin Mercier Boyer Guérin Müller Lemoine Barbier"
            + " Renaud Marchand Noël Dufour Besançon Château Forêt Delaître Crémieux Béranger Léger Hébert Prévost"
            + " Legros Tanguy Le-Goff Le-Floc'h Guivarc'h Etcheverry D'Arcy Diallo Traoré Haddad Nguyen Ferreira"
            + " Lacroix Vidal Brunet Roche Colin Aubry Picard Maçon Bâtisse Échalier Œuvrard Pélissier Aymé Carré");

    private static final List<String> FRENCH_COMPANIES = List.of(
            "Boulangerie %",
            "Ateliers %",
            "Cabinet % & Associés",
            "Librairie %",
            "Menuiserie % Frères",
            "Clinique vétérinaire %",
            "Maison % Traiteur",
            "Imprimerie %",
            "Cidrerie %",
            "École de musique %",
            "Pépinières %",
            "Transports % et Fils",
            "Fromagerie %",
            "Architectes % & Cie",
            "Pharmacie %",
            "Éditions %",
            "Vélos %",
            "Domaine %",
            "Studio %",
            "Laboratoire %",
            "Hôtel %",
            "Savonnerie %",
            "Électricité %",
            "Coopérative % Énergie");

    private static final List<Country> ALL = List.of(
            new Country(
                    "FR",
                    "fr-FR",
                    60,
                    200,
                    EUR,
                    list(
                            "Paris Lyon Nantes Rennes Lille Bordeaux Toulouse Marseille Strasbourg Montpellier Grenoble Brest"
                                    + " Besançon Orléans Nîmes Saint-Étienne Angoulême Béziers Périgueux Évreux"),
                    FRENCH_FIRST,
                    FRENCH_LAST,
                    FRENCH_COMPANIES),
            new Country(
                    "BE",
                    "fr-BE",
                    6,
                    0,
                    EUR,
                    list("Bruxelles Liège Namur Gand Anvers"),
                    list("Aurélie Benoît Liesbeth Pieter Joëlle Maxime Saskia"),
                    list("Peeters Janssens Dupont Lejeune Vandenbroucke Claes Wauters"),
                    List.of("Brasserie %", "Chocolaterie %", "% Logistiek BV")),
            new Country(
                    "CH",
                    "fr-CH",
                    5,
                    0,
                    new Tender("CHF", 2, 940),
                    list("Genève Lausanne Neuchâtel Zürich Berne"),
                    list("Reto Céline Urs Valérie Andrin Mélanie"),
                    list("Favre Rochat Blätter Zürcher Chappuis Jeanneret"),
                    List.of("Horlogerie %", "% Treuhand AG", "Fromagerie % du Jura")),
            new Country(
                    "CA",
                    "fr-CA",
                    4,
                    0,
                    new Tender("CAD", 2, 1520),
                    list("Québec Montréal Trois-Rivières Chicoutimi"),
                    list("Étienne Maude Félix Océane Marie-Ève Jean-François"),
                    list("Tremblay Bélanger Côté Gagné Lévesque Ouellette"),
                    List.of("Érablière %", "Studios % inc.", "Quincaillerie %")),
            new Country(
                    "DE",
                    "de-DE",
                    6,
                    0,
                    EUR,
                    list("Berlin München Köln Düsseldorf Leipzig Lübeck"),
                    list("Jürgen Anke Sören Käthe Björn Ulrike Götz Heike"),
                    list("Müller Schäfer Großmann Böhm Weiß Jäger Köhler Strauß"),
                    List.of("% Maschinenbau GmbH", "Buchhandlung %", "% & Söhne Logistik")),
            new Country(
                    "ES",
                    "es-ES",
                    4,
                    0,
                    EUR,
                    list("Madrid Sevilla Málaga Logroño Cádiz"),
                    list("José Begoña Íñigo María Álvaro Nuria Joaquín"),
                    list("Muñoz García Ibáñez Peña Núñez Yáñez"),
                    List.of("Talleres % S.L.", "Bodegas %", "Clínica dental %")),
            new Country(
                    "IT",
                    "it-IT",
                    3,
                    0,
                    EUR,
                    list("Torino Bologna Forlì Genova"),
                    list("Niccolò Giulia Matteo Chiara Desirée Nicolò"),
                    list("D'Angelo Rossi Colò Bianchi Cantù Nardò"),
                    List.of("Officine %", "Caffè %", "% Arredamenti srl")),
            new Country(
                    "GB",
                    "en-GB",
                    3,
                    0,
                    new Tender("GBP", 2, 860),
                    list("London Bristol Leeds Edinburgh"),
                    list("Siobhán Imogen Rhys Zoë Alasdair Priya"),
                    list("O'Connor Whitfield Llewellyn Brontë Sharma Mac-Gregor"),
                    List.of("% & Sons Ltd", "% Brewing Co.", "% Veterinary Practice")),
            new Country(
                    "US",
                    "en-US",
                    2,
                    0,
                    new Tender("USD", 2, 1080),
                    list("Portland Austin Boston"),
                    list("Renée Marcus Chloë Andre Beyza Luz"),
                    list("Nuñez Okafor Thompson Wu Hernández Johansson"),
                    List.of("% Labs Inc.", "% Outfitters", "% Dental Group")),
            new Country(
                    "PL",
                    "pl-PL",
                    2,
                    0,
                    new Tender("PLN", 2, 4300),
                    list("Kraków Łódź Poznań Gdańsk"),
                    list("Zofia Łukasz Michał Małgorzata Paweł Świętosława"),
                    list("Wójcik Dąbrowski Żak Krzyżanowski Śliwa"),
                    List.of("% Logistyka sp. z o.o.", "Piekarnia %")),
            new Country(
                    "DK",
                    "da-DK",
                    1,
                    0,
                    new Tender("DKK", 2, 7460),
                    list("København Århus Ærø"),
                    list("Søren Åse Mads Bjørg"),
                    list("Østergaard Kjær Nørgaard Sørensen"),
                    List.of("% Design ApS", "% Møbler")),
            new Country(
                    "TN",
                    "fr-TN",
                    1,
                    0,
                    new Tender("TND", 3, 3350),
                    list("Tunis Sfax Sousse"),
                    list("Yassine Rim Slim Nour Amel"),
                    list("Ben-Salah Trabelsi Chérif Gharbi"),
                    List.of("Dar %", "Huilerie %")),
            new Country(
                    "SN",
                    "fr-SN",
                    1,
                    0,
                    new Tender("XOF", 0, 655_957),
                    list("Dakar Thiès Saint-Louis"),
                    list("Awa Ousmane Mariétou Cheikh Adama"),
                    list("N'Diaye Sène Faye Guèye Cissé"),
                    List.of("Téranga %", "% Solaire")),
            new Country(
                    "JP",
                    "ja-JP",
                    1,
                    0,
                    new Tender("JPY", 0, 164_000),
                    List.of("東京", "京都", "札幌"),
                    list("由美|yumi 健太|kenta さくら|sakura 大輔|daisuke"),
                    list("佐藤|sato 高橋|takahashi 渡辺|watanabe 小林|kobayashi"),
                    List.of("%製作所|% seisakusho", "%書店|% shoten")),
            new Country(
                    "UA",
                    "uk-UA",
                    1,
                    0,
                    EUR,
                    List.of("Київ", "Львів", "Одеса"),
                    list("Олена|olena Андрій|andrii Ірина|iryna Ґеорґій|georhii"),
                    list("Шевченко|shevchenko Коваль|koval Їжакевич|yizhakevych"),
                    List.of("Майстерня %|maisternia %", "Книгарня %|knyharnia %")));

    private static final int SHARES = ALL.stream().mapToInt(Country::share).sum();

    private Countries() {}

    /** Returns France. */
    public static Country home() {
        return ALL.get(0);
    }

    /** Returns one of the countries, each in proportion to its share. */
    public static Country any(Chance chance) {
        int at = chance.below(SHARES);
        int i = 0;
        while (at >= ALL.get(i).share()) {
            at -= ALL.get(i).share();
            i++;
        }
        return ALL.get(i);
    }

    /** Returns all countries. */
    static List<Country> all() {
        return ALL;
    }

    private static List<String> list(String words) {
        return List.of(words.split(" ", -1));
    }
}
