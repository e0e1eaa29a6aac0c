/**
 * Events as JSON text: a validating scanner, the parser of event envelopes and the buffer that JSON is written to.
 *
 * <p>The payload of an event ({@code data}, {@code metadata}) is never decoded here, only checked and kept as bytes.
 */
package dev.mayfly.event.json;
