/**
 * Answers: their media types, the forms that events take, text that is written whole or in chunks at the client's pace, and
 * preconditions.
 */
package dev.mayfly.http.answer;
