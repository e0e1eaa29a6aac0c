package dev.mayfly.http.problem;

/**
 * A part of one of several events that is invalid, as a problem reports it.
 *
 * @param field the JSON pointer to the part, from the event
 * @param message what is wrong, as the end of a sentence that begins with the field
 * @param place the name of the member that says which event it is, such as {@code index}
 * @param number that member's value
 */
record PlacedViolation(String field, String message, String place, long number) {}
