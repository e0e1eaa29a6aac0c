package dev.mayfly.console;

/** What a user prefers, which the browser tells the page as {@code prefers-color-scheme}. */
enum Theme {
    LIGHT,
    DARK
}
