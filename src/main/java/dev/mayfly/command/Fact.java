package dev.mayfly.command;

import dev.mayfly.event.RawJson;

/**
 * What has happened by a command, before it becomes an event of the log.
 *
 * @param eventType the event's type
 * @param data what the event says
 */
public record Fact(String eventType, RawJson data) {}
