/**
 * CloudEvents 1.0 ({@link dev.mayfly.cloudevent.CloudEvent}), their HTTP form, and how they become events of a store
 * ({@link dev.mayfly.cloudevent.Intake}) and come out of it again ({@link dev.mayfly.cloudevent.Outlet}).
 *
 * <p>Plain Java: it knows events, and neither stores nor HTTP servers.
 */
@NullMarked
package dev.mayfly.cloudevent;

import org.jspecify.annotations.NullMarked;
