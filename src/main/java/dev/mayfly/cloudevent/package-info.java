/**
 * CloudEvents 1.0 ({@link dev.mayfly.cloudevent.CloudEvent}), their HTTP binding, and their conversion to events
 * ({@link dev.mayfly.cloudevent.Intake}) and back ({@link dev.mayfly.cloudevent.Outlet}).
 *
 * <p>Plain Java, which depends on events but on neither stores nor HTTP servers.
 */
@NullMarked
package dev.mayfly.cloudevent;

import org.jspecify.annotations.NullMarked;
