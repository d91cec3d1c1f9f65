package org.arenas.examples.genomes;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip data of any number of members. The class of the JDK takes a member whose header is damaged or cut off for
 * the end of the data and says nothing; here that is an error, because genome archives are often written in members.
 */
final class StrictGzipInputStream extends GZIPInputStream {
    private static final int TRAILER_BYTES = 8;
    private static final int BUFFER = 1 << 16;

    StrictGzipInputStream(InputStream packed) throws IOException {
        super(packed, BUFFER);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = super.read(bytes, offset, length);
        if (n < 0 && (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0)) {
            throw new ZipException("no gzip member where one should start");
        }
        return n;
    }
}
