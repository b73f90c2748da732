package dev.pentimento.it.secured;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;

/** Keys with certificates for localhost that sign themselves, and a store that trusts them all. */
public record Certificates(Path folder) {
    public static final String PASSWORD = "confidential";

    /** Makes a key for each name, and then the store that trusts them. */
    public static Certificates of(Path folder, List<String> names) throws Exception {
        Certificates made = new Certificates(Files.createDirectories(folder));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String name : names) {
            made.generate(name);
            trusted.setCertificateEntry(name, made.load(name).getCertificate(name));
        }
        try (OutputStream out = Files.newOutputStream(made.trust())) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        return made;
    }

    private void generate(String name) throws IOException, InterruptedException {
        Path log = folder.resolve(name + ".log");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys(name).toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(log));
        }
    }

    KeyStore load(String name) throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(keys(name).toFile(), PASSWORD.toCharArray());
    }

    Path keys(String name) {
        return folder.resolve(name + ".p12");
    }

    Path trust() {
        return folder.resolve("trust.p12");
    }
}
