/**
 * Answers: their media types, the formats of events, text written at once or in chunks at the client's pace, and
 * preconditions.
 */
package dev.mayfly.http.answer;
