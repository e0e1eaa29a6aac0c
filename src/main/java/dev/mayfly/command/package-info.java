/**
 * Commands: loading an aggregate from its events, deciding, and appending at the version that was read.
 *
 * <p>Plain Java without any framework. {@link dev.mayfly.command.CommandHandler} is the entry; a domain gives it an
 * {@link dev.mayfly.command.Aggregate}.
 */
package dev.mayfly.command;
