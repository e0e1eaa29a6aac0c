package dev.mayfly.console;

/** What a user reads: the browser says it in {@code Accept-Language} and {@code navigator.language}. */
enum Language {
    EN("en-GB"),
    FR("fr-FR");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /** Returns the language with its country, as BCP 47 writes it. */
    String tag() {
        return tag;
    }
}
