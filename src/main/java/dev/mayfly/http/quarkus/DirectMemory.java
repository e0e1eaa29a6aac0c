package dev.mayfly.http.quarkus;

import io.netty.util.internal.PlatformDependent;

/** The memory outside the heap that the network's buffers use. */
public final class DirectMemory {
    private DirectMemory() {}

    /** Returns the most bytes that they may take, which {@code -XX:MaxDirectMemorySize} sets. */
    public static long limitBytes() {
        return PlatformDependent.maxDirectMemory();
    }
}
