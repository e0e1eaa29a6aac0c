/**
 * Sessions: state that expires unless it is used, and is found by user and organisation.
 *
 * <p>Plain Java, without a framework. {@link dev.mayfly.session.Sessions} is the entry: it has, for each store, a
 * {@link dev.mayfly.session.SessionKeeper}, which carries out commands and appends expiries. Which sessions are live is a
 * value, {@link dev.mayfly.session.SessionIndex}, that {@link dev.mayfly.session.SessionFold} derives from the log.
 */
@NullMarked
package dev.mayfly.session;

import org.jspecify.annotations.NullMarked;
