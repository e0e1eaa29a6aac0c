package dev.mayfly.eventstore.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays: fixed-width ones and LEB128 varints (seven bits per byte, lowest first). */
public final class Bytes {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    /** Returns the int at an offset. */
    public static int intAt(byte[] bytes, int offset) {
        return (int) INT.get(bytes, offset);
    }

    /** Writes an int at an offset. */
    public static void putInt(byte[] bytes, int offset, int value) {
        INT.set(bytes, offset, value);
    }

    /** Returns the long at an offset. */
    public static long longAt(byte[] bytes, int offset) {
        return (long) LONG.get(bytes, offset);
    }

    /** Writes a long at an offset. */
    public static void putLong(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    /** Returns the number of bytes in the varint of a number, treated as unsigned. */
    public static int varintSize(long value) {
        return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
    }

    /** Writes a number, treated as unsigned, as a varint and returns the offset after it. */
    public static int putVarint(byte[] bytes, int offset, long value) {
        int at = offset;
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }

    /** Returns a signed number encoded as an unsigned one, which is small if the number is near 0. */
    public static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    /** Returns the number that {@link #zigzag} encoded. */
    public static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
