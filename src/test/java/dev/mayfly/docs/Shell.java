package dev.mayfly.docs;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A command that runs in a shell, and what it has printed so far. For one thread, and those that read its output. */
final class Shell implements AutoCloseable {
    /** Makes curl as it is in a terminal, without its progress bar; and lets it tell the status of each answer. */
    static final String CURL_SETTINGS = "silent\nshow-error\nwrite-out = \"%{stderr}mayfly-status %{http_code}\\n\"\n";

    private static final Pattern STATUS = Pattern.compile("mayfly-status (\\d{3})\\n");
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final Thread outReader;
    private final Thread errorReader;
    private int taken;

    private Shell(Process process) {
        this.process = process;
        this.outReader = reader(process.getInputStream(), out);
        this.errorReader = reader(process.getErrorStream(), errors);
    }

    /** Starts a command in a directory, with more variables in its environment, and none of those that configure Mayfly or curl. */
    static Shell start(String command, Path directory, Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(Shell::isSetting);
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        environment.put("PATH", java + File.pathSeparator + environment.getOrDefault("PATH", ""));
        environment.put("CURL_HOME", directory.toString());
        environment.put("LC_ALL", "C");
        environment.put("no_proxy", "*");
        environment.put("NO_PROXY", "*");
        environment.putAll(variables);
        return new Shell(builder.start());
    }

    private static boolean isSetting(String variable) {
        return variable.startsWith("MAYFLY_")
                || variable.startsWith("QUARKUS_")
                || variable.startsWith("K_")
                || variable.equals("PORT");
    }

    /** Waits for its end, up to a time, and returns whether it has come. */
    boolean await(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            return false;
        }
        outReader.join();
        errorReader.join();
        return true;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it ended well: with the code 0, and each answer of a server, if there were any, was a 2xx. */
    boolean succeeded() {
        return process.exitValue() == 0
                && STATUS.matcher(errors.toString())
                        .results()
                        .allMatch(status -> status.group(1).startsWith("2"));
    }

    /** Returns all that it has printed, errors last, without blank lines at the end. */
    List<String> lines() {
        Matcher statuses = STATUS.matcher(errors.toString());
        return lines(out + statuses.replaceAll(""));
    }

    /** Returns the complete lines that it has printed and that have not been taken, from the first that is not blank. */
    List<String> newLines() {
        String text = out.toString();
        List<String> complete = lines(text.substring(0, text.lastIndexOf('\n') + 1));
        int from = taken;
        while (from < complete.size() && complete.get(from).isEmpty()) {
            from++;
        }
        return complete.subList(Math.min(from, complete.size()), complete.size());
    }

    /** Takes lines of {@link #newLines}, the first ones. */
    void take(int lines) {
        String text = out.toString();
        int all = lines(text.substring(0, text.lastIndexOf('\n') + 1)).size();
        taken = all - newLines().size() + lines;
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.stripTrailing().replace("\r", "").split("\n", -1));
    }

    /** Ends it with all that it has started, and waits until that is so; what is printed meanwhile is kept. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            outReader.join();
            errorReader.join();
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread reader(InputStream from, StringWriter to) {
        Thread reader = new Thread(() -> read(from, to), "docs-output");
        reader.setDaemon(true);
        reader.start();
        return reader;
    }

    private static void read(InputStream from, StringWriter to) {
        try (Reader in = new InputStreamReader(from, StandardCharsets.UTF_8)) {
            in.transferTo(to);
        } catch (IOException ended) {
            to.append(ended.toString());
        }
    }
}
