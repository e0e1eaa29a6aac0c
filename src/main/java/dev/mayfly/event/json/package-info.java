/**
 * Events as JSON text: a validating scanner, the parser of event envelopes and a buffer for writing JSON.
 *
 * <p>The payload of an event ({@code data}, {@code metadata}) is never decoded here, only validated and kept as bytes.
 */
package dev.mayfly.event.json;
