package dev.mayfly.docs;

import dev.mayfly.docs.Document.Replacement;
import dev.mayfly.docs.Document.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Types the commands of a document as a reader would, in a directory of their own, on a server of their own.
 *
 * <ul>
 *   <li>A server with the defaults runs from the first command that needs one; a command that starts another one at the
 *       same port takes its place. Of a server's log are shown the lines that matter.
 *   <li>A command without output in the document has to succeed, and all its answers to be 2xx.
 *   <li>A read is repeated for some seconds until it prints what is shown, since projections and operations take their
 *       time, as a reader does.
 *   <li>A stream ({@code curl -N}) is read until what is shown has come. One that is left running ({@code &}) may print
 *       more below the output of later commands.
 * </ul>
 */
final class Session implements AutoCloseable {
    private static final Pattern STREAM = Pattern.compile("\\bcurl (?:.* )?-N\\b");
    private static final Pattern CHANGE = Pattern.compile("^(?!curl )| (?:-X|-d|-T|--data\\S*) |\\| *curl ");
    private static final String QUERY = " -G ";
    private static final String BACKGROUND = "&";
    private static final String LOG_START = Json.LEFT_OUT + " ";
    private static final long MOST_SECONDS = 30;

    private final Document document;
    private final Predicate<String> isRun;
    private final boolean writing;
    private final long patienceSeconds;
    private final Path directory;
    private final Servers servers;
    private final Values values = new Values();
    private final Deque<Shell> streams = new ArrayDeque<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Replacement> replacements = new ArrayList<>();
    private @Nullable Shell log;
    private int logTaken;

    /** Takes an empty directory for the session, and which commands are run. */
    Session(Document document, Path directory, Predicate<String> isRun, boolean writing) throws IOException {
        this.document = document;
        this.directory = directory;
        this.isRun = isRun;
        this.writing = writing;
        this.patienceSeconds = writing ? 3 : 10;
        this.servers = new Servers(directory);
        Files.writeString(directory.resolve(".curlrc"), Shell.CURL_SETTINGS);
        for (String used : List.of("target", "docs")) {
            Files.createSymbolicLink(directory.resolve(used), Path.of(used).toAbsolutePath());
        }
    }

    /** Runs all commands and returns what is not as the document shows it; when it is written, only what stays wrong. */
    List<String> run() throws IOException, InterruptedException {
        for (Step step : document.steps()) {
            List<String> shown = Output.joined(step.output());
            if (step.isStop()) {
                Shell stopped = servers.stop();
                showLog(step, shown, stopped, stopped == log ? logTaken : 0);
            } else if (isRun.test(step.command()) && Servers.isStart(step.command())) {
                log = servers.start(values.inCommand(step.command()));
                logTaken = showLog(step, shown, log, 0);
            } else if (isRun.test(step.command())) {
                servers.ensure();
                type(step, shown);
            }
        }
        return failures;
    }

    /** Returns the document's text with what was printed. */
    String rewritten() {
        return document.with(replacements);
    }

    private void type(Step step, List<String> shown) throws IOException, InterruptedException {
        boolean stays = step.command().endsWith(BACKGROUND);
        if (stays || STREAM.matcher(step.command()).find()) {
            Shell stream =
                    start(stays ? step.command().substring(0, step.command().length() - 1) : step.command());
            streams.push(stream);
            replace(step, shown, streamed(step, shown, stream));
            if (!stays) {
                streams.pop().close();
            }
            return;
        }
        boolean repeatable =
                !CHANGE.matcher(step.command()).find() || step.command().contains(QUERY);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(repeatable && !shown.isEmpty() ? patienceSeconds : 0);
        while (!answered(step, shown, System.nanoTime() >= end)) {
            pause();
        }
    }

    /** Carries out a command and returns whether that is all: it printed what is shown, or it is not repeated any more. */
    private boolean answered(Step step, List<String> shown, boolean last) throws IOException, InterruptedException {
        try (Shell command = start(step.command())) {
            if (!command.await(MOST_SECONDS)) {
                fail(step, shown, command.lines(), "it has not ended in " + MOST_SECONDS + " s");
                return true;
            }
            List<String> printed = asShown(command.lines());
            if (shown.isEmpty()) {
                if (!command.succeeded()) {
                    fail(step, shown, printed, "it failed, and no output is shown");
                }
                return true;
            }
            streams.removeIf(stream -> !stream.isAlive());
            boolean streaming = !streams.isEmpty() && shown.size() > printed.size();
            List<String> own = streaming ? withoutBlanks(shown.subList(0, printed.size())) : shown;
            if (!last && Output.mismatch(own, printed, values.copy()) != null) {
                return false;
            }
            List<String> output = new ArrayList<>(compared(step, own, printed));
            if (streaming) {
                List<String> more = withoutBlanks(shown.subList(printed.size(), shown.size()));
                output.add("");
                output.addAll(streamed(step, more, streams.element()));
            }
            replace(step, shown, output);
            return true;
        }
    }

    /** Reads a stream until it has printed as much as is shown, and returns what is to be shown. */
    private List<String> streamed(Step step, List<String> shown, Shell stream) throws InterruptedException {
        if (shown.isEmpty()) {
            return shown;
        }
        await(() -> stream.newLines().size() >= shown.size() || !stream.isAlive());
        if (!stream.isAlive()) {
            stream.await(MOST_SECONDS);
        }
        List<String> lines = asShown(stream.newLines());
        List<String> printed = lines.subList(0, Math.min(lines.size(), shown.size()));
        stream.take(printed.size());
        return compared(step, shown, printed);
    }

    /** Compares lines, and returns those that are to be shown. */
    private List<String> compared(Step step, List<String> shown, List<String> printed) {
        Values attempt = values.copy();
        String mismatch = Output.mismatch(shown, printed, attempt);
        if (mismatch == null) {
            values.take(attempt);
            return shown;
        }
        if (!writing) {
            fail(step, shown, printed, mismatch);
        }
        return Output.rewritten(shown, printed, values);
    }

    /** Has an output in the document replaced, if it is another one. */
    private void replace(Step step, List<String> shown, List<String> output) {
        if (!output.equals(shown)) {
            replacements.add(new Replacement(
                    step,
                    output.stream()
                            .flatMap(line -> Output.wrapped(line).stream())
                            .toList()));
        }
    }

    /** Looks for the lines that are shown in a server's log, in this order, and returns where the next one is looked for. */
    private int showLog(Step step, List<String> shown, Shell server, int from) {
        List<String> output = new ArrayList<>();
        int next = from;
        for (String line : shown) {
            String words = line.startsWith(LOG_START) ? line.substring(LOG_START.length()) : line;
            String begin = words.split("[:=]| \\d", 2)[0];
            int after = next;
            await(() -> indexInLog(server, begin, after) >= 0 || !server.isAlive());
            int at = indexInLog(server, begin, after);
            if (at < 0) {
                fail(step, shown, server.lines(), "the log has no line with " + begin);
                output.add(line);
                continue;
            }
            next = at + 1;
            String printed = asShown(server.lines()).get(at);
            String logged = printed.substring(printed.indexOf(begin));
            String start = line.substring(0, line.length() - words.length());
            output.add(start + compared(step, List.of(words), List.of(logged)).get(0));
        }
        replace(step, shown, output);
        return next;
    }

    private static int indexInLog(Shell server, String begin, int from) {
        List<String> lines = server.lines();
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(begin)) {
                return i;
            }
        }
        return -1;
    }

    private Shell start(String command) throws IOException {
        return Shell.start(servers.inCommand(values.inCommand(command)), directory, Map.of());
    }

    private List<String> asShown(List<String> printed) {
        return printed.stream().map(servers::asShown).toList();
    }

    private static List<String> withoutBlanks(List<String> lines) {
        int from = 0;
        int to = lines.size();
        while (from < to && lines.get(from).isEmpty()) {
            from++;
        }
        while (to > from && lines.get(to - 1).isEmpty()) {
            to--;
        }
        return lines.subList(from, to);
    }

    private void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(writing ? patienceSeconds : MOST_SECONDS);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            pause();
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }

    private void fail(Step step, List<String> shown, List<String> printed, String reason) {
        failures.add(document.file() + ":" + step.line() + ": $ " + step.command() + "\n--- " + reason + "\n--- shown\n"
                + String.join("\n", shown) + "\n--- printed\n" + String.join("\n", printed));
    }

    @Override
    public void close() {
        streams.forEach(Shell::close);
        servers.close();
    }
}
