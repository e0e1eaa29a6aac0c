package dev.mayfly.command.http;

import dev.mayfly.command.CommandHandler;
import dev.mayfly.http.problem.Problem;
import java.util.function.Function;

/**
 * The commands of one kind of aggregate, as they are sent to {@code POST /<root>/<id>/<name>}.
 *
 * @param root the first segment of the path
 * @param idField what the id is called; problems name it
 * @param handler carries the commands out
 * @param name returns the last segment of a command's path
 * @param meaning returns what a command asks for, in a text that is the same for every way of saying the same
 * @param refusals returns the problem for a refused command
 * @param <C> the commands
 * @param <R> the reasons for which a command is refused
 */
public record CommandRoute<C, R>(
        String root,
        String idField,
        CommandHandler<?, C, R> handler,
        Function<C, String> name,
        Function<C, String> meaning,
        Function<R, Problem> refusals) {}
