package dev.mayfly.bootstrap.files;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A heap dump that is written when memory runs out, to {@code mayfly-<process id>.hprof} in a directory. An existing
 * file stays as it is, so a process that is restarted again and again in a container does not fill the disk.
 */
public final class HeapDump {
    private final HotSpotDiagnosticMXBean machine;
    private final String file;

    private HeapDump(HotSpotDiagnosticMXBean machine, String file) {
        this.machine = machine;
        this.file = file;
    }

    /**
     * Prepares a dump: the virtual machine writes it for the errors that it throws itself, and {@link #write} for those
     * that Java code throws. A native executable supports it if it was built with {@code --enable-monitoring=heapdump}.
     *
     * @param directory made if it does not exist
     * @throws UnsupportedOperationException if this process cannot write one
     * @throws UncheckedIOException if the directory cannot be made
     */
    public static HeapDump into(Path directory) {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine == null) {
            throw new UnsupportedOperationException("there is no diagnostic bean");
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String file = directory
                .resolve("mayfly-" + ProcessHandle.current().pid() + ".hprof")
                .toAbsolutePath()
                .toString();
        try {
            machine.setVMOption("HeapDumpPath", file);
            machine.setVMOption("HeapDumpOnOutOfMemoryError", "true");
        } catch (IllegalArgumentException unknown) {
            throw new UnsupportedOperationException(unknown);
        }
        return new HeapDump(machine, file);
    }

    /** Writes the dump, unless the file exists. */
    public void write() throws IOException {
        machine.dumpHeap(file, true);
    }
}
