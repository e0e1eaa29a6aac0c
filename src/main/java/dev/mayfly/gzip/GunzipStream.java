package dev.mayfly.gzip;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;

/**
 * A stream that decompresses a gzip stream of one or more members. Reading throws {@link ZipException} if that stream
 * is not gzip, is truncated, or has anything else after its last member. For one thread at a time.
 */
public final class GunzipStream extends InputStream {
    private final InputStream in;
    private final Gunzip gunzip = new Gunzip();
    private final byte[] chunk;
    private final byte[] single = new byte[1];
    private boolean ended;

    /**
     * Makes a stream.
     *
     * @param in the compressed bytes, closed with this stream
     * @param chunkBytes the most compressed bytes that are read at once, at least 1
     */
    public GunzipStream(InputStream in, int chunkBytes) {
        this.in = in;
        this.chunk = new byte[chunkBytes];
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, out.length);
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                int count = gunzip.inflate(out, offset, length);
                if (count > 0) {
                    return count;
                }
                int more = in.read(chunk);
                if (more < 0) {
                    gunzip.end();
                    ended = true;
                } else {
                    gunzip.input(chunk, 0, more);
                }
            }
            return -1;
        } catch (DataFormatException damaged) {
            throw new ZipException(damaged.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        gunzip.close();
        in.close();
    }
}
