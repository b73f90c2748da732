package dev.pentimento.learning.data.reader;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a zip64 archive (PKWARE's APPNOTE 6.3.10) of stored entries, as {@code numpy.savez} does, with holes for zeros: it
 * takes next to no space on disk.
 */
final class SparseArchive implements AutoCloseable {
    private static final int MORE = 0xFFFF_FFFF;
    private static final short ZIP64 = 45;

    private final RandomAccessFile file;
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(byte[] name, long size, long at) {}

    SparseArchive(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    /** @param size of the values, which are zeros that end with {@code last} */
    void add(String name, byte[] header, long size, byte[] last) throws IOException {
        Entry entry = new Entry(name.getBytes(StandardCharsets.UTF_8), header.length + size, file.getFilePointer());
        entries.add(entry);
        ByteBuffer local = buffer(30 + entry.name.length + 20).putInt(0x04034b50);
        local.putShort(ZIP64).putShort((short) 0).putShort((short) 0).putInt(0).putInt(0);
        local.putInt(MORE).putInt(MORE).putShort((short) entry.name.length).putShort((short) 20);
        local.put(entry.name).putShort((short) 1).putShort((short) 16);
        file.write(local.putLong(entry.size).putLong(entry.size).array());
        file.write(header);
        file.seek(file.getFilePointer() + size - last.length);
        file.write(last);
    }

    @Override
    public void close() throws IOException {
        try (file) {
            long start = file.getFilePointer();
            for (Entry entry : entries) {
                ByteBuffer central = buffer(46 + entry.name.length + 28).putInt(0x02014b50);
                central.putShort(ZIP64).putShort(ZIP64).putShort((short) 0).putShort((short) 0);
                central.putInt(0).putInt(0).putInt(MORE).putInt(MORE);
                central.putShort((short) entry.name.length).putShort((short) 28);
                central.putShort((short) 0)
                        .putShort((short) 0)
                        .putShort((short) 0)
                        .putInt(0);
                central.putInt(MORE).put(entry.name).putShort((short) 1).putShort((short) 24);
                file.write(central.putLong(entry.size)
                        .putLong(entry.size)
                        .putLong(entry.at)
                        .array());
            }
            file.write(end(start, file.getFilePointer()));
        }
    }

    /** The end of the central directory, in its form for large archives and in the old one. */
    private byte[] end(long start, long end) {
        ByteBuffer last = buffer(56 + 20 + 22).putInt(0x06064b50).putLong(44);
        last.putShort(ZIP64).putShort(ZIP64).putInt(0).putInt(0);
        last.putLong(entries.size())
                .putLong(entries.size())
                .putLong(end - start)
                .putLong(start);
        last.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        last.putInt(0x06054b50).putShort((short) 0).putShort((short) 0);
        last.putShort((short) entries.size()).putShort((short) entries.size());
        return last.putInt(MORE).putInt(MORE).putShort((short) 0).array();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
