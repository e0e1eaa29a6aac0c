/**
 * Answers: their media types, the forms that events take, text written whole or in chunks at the client's pace, and
 * preconditions.
 */
package dev.mayfly.http.answer;
