package dev.mayfly.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Markdown file and the shell session in it: the blocks of code with lines that begin with {@code "$ "}, from top to
 * bottom. What follows a command in its block, up to the next command, is what it prints.
 */
final class Document {
    private static final String FENCE = "```";
    private static final String PROMPT = "$ ";

    /** What a reader types to stop the server. */
    static final String STOP = "^C";

    private final Path file;
    private final List<String> lines;
    private final List<Step> steps;

    /** A command, in one or more lines, and where its output stands: line {@code from}, inclusive, to {@code to}. */
    record Step(int line, String command, int from, int to, List<String> output) {
        boolean isStop() {
            return command.equals(STOP);
        }
    }

    /** What is to stand in a document in place of a command's output. */
    record Replacement(Step step, List<String> output) {}

    private Document(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
        this.steps = steps(lines);
    }

    /** Returns the documents of the repository in the working directory, those with a session and those without. */
    static List<Document> all() throws IOException {
        List<Path> files = new ArrayList<>(List.of(Path.of("README.md")));
        for (String directory : List.of("deploy", "docs")) {
            try (Stream<Path> below = Files.walk(Path.of(directory))) {
                below.filter(path -> path.toString().endsWith(".md")).sorted().forEach(files::add);
            }
        }
        List<Document> documents = new ArrayList<>();
        for (Path each : files) {
            documents.add(new Document(each, Files.readAllLines(each)));
        }
        return documents;
    }

    /** Returns a document with this text. */
    static Document of(String text) {
        return new Document(Path.of("document.md"), text.lines().toList());
    }

    Path file() {
        return file;
    }

    /** Returns the commands in order. */
    List<Step> steps() {
        return steps;
    }

    /** Returns the text with other outputs; everything else is as it was. */
    String with(List<Replacement> replacements) {
        List<String> changed = new ArrayList<>(lines);
        List<Replacement> fromTheEnd = new ArrayList<>(replacements);
        fromTheEnd.sort(Comparator.comparingInt(
                        (Replacement replacement) -> replacement.step().from())
                .reversed());
        for (Replacement each : fromTheEnd) {
            List<String> place = changed.subList(each.step().from(), each.step().to());
            place.clear();
            place.addAll(each.output());
        }
        return String.join("\n", changed) + "\n";
    }

    private static List<Step> steps(List<String> lines) {
        List<Step> found = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            if (lines.get(at).startsWith(FENCE)) {
                int end = at + 1;
                while (end < lines.size() && !lines.get(end).startsWith(FENCE)) {
                    end++;
                }
                block(lines, at + 1, end, found);
                at = end;
            }
            at++;
        }
        return Collections.unmodifiableList(found);
    }

    private static void block(List<String> lines, int begin, int end, List<Step> found) {
        int at = begin;
        while (at < end && !isTyped(lines.get(at))) {
            at++;
        }
        while (at < end) {
            int line = at + 1;
            StringBuilder command = new StringBuilder(typed(lines.get(at++)));
            while (at < end && isUnfinished(command)) {
                command.append('\n').append(lines.get(at++));
            }
            int from = at;
            while (at < end && !isTyped(lines.get(at))) {
                at++;
            }
            int to = at;
            while (to > from && lines.get(to - 1).isBlank()) {
                to--;
            }
            found.add(new Step(line, command.toString(), from, to, List.copyOf(lines.subList(from, to))));
        }
    }

    private static boolean isTyped(String line) {
        return line.startsWith(PROMPT) || line.equals(STOP);
    }

    private static String typed(String line) {
        return line.equals(STOP) ? STOP : line.substring(PROMPT.length());
    }

    /** Returns whether a shell would ask for another line: within quotes, or after a backslash at the end. */
    private static boolean isUnfinished(CharSequence command) {
        char quote = 0;
        for (int at = 0; at < command.length(); at++) {
            char c = command.charAt(at);
            if (c == '\\' && quote != '\'') {
                if (at + 1 == command.length()) {
                    return true;
                }
                at++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            }
        }
        return quote != 0;
    }
}
