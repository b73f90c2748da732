package dev.pentimento.learning.network.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pentimento.learning.file.NetworkFile;
import dev.pentimento.learning.file.UnusableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Which output of a TorchScript network is used, and how. It is stored inside the file, as one of the extra files that
 * TorchScript provides for ({@code _extra_files} in Python): other programs still load the file.
 *
 * @param name key in a dictionary, or position in a tuple, from 0; null: the only output
 * @param pool whether all axes after the second are averaged
 */
record ScriptOutput(@Nullable String name, boolean pool) {
    static final ScriptOutput ONLY = new ScriptOutput(null, false);
    private static final String ENTRY = "/extra/pentimento.json";
    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** What the file says; {@link #ONLY} if it says nothing. */
    static ScriptOutput of(NetworkFile file) {
        try (ZipFile zip = open(file)) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (entry.getName().endsWith(ENTRY)) {
                    return JSON.readValue(content(zip, entry), ScriptOutput.class);
                }
            }
            return ONLY;
        } catch (IOException e) {
            throw new UnusableFileException("a damaged TorchScript file", e);
        }
    }

    /** The same network that says this. */
    NetworkFile writtenInto(NetworkFile file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(file.bytes().length + 1_024);
        try (ZipFile from = open(file);
                ZipOutputStream to = new ZipOutputStream(bytes)) {
            String root = "";
            for (ZipArchiveEntry entry : Collections.list(from.getEntriesInPhysicalOrder())) {
                root = entry.getName().substring(0, Math.max(0, entry.getName().indexOf('/')));
                if (!entry.getName().endsWith(ENTRY)) {
                    store(to, entry.getName(), content(from, entry));
                }
            }
            store(to, root + ENTRY, JSON.writeValueAsBytes(this));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an output without JSON form: " + this, e);
        } catch (IOException e) {
            throw new UnusableFileException("a damaged TorchScript file", e);
        }
        return new NetworkFile(NetworkFile.TORCHSCRIPT, bytes.toByteArray());
    }

    /** Not with Java's stream of entries, which does not read what PyTorch stores without their sizes in front. */
    private static ZipFile open(NetworkFile file) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(file.bytes()))
                .get();
    }

    private static byte[] content(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        try (InputStream stream = zip.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }

    /** Uncompressed and without a time: the same file gives the same bytes. */
    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
