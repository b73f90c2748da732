package dev.pentimento.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A key and a certificate for localhost that signs itself, in the forms in which people keep them. */
final class TestKeys {
    static final String PASSWORD = "confidential";

    private final Path store;
    private final Path key;
    private final Path certificate;

    TestKeys(Path directory) throws Exception {
        store = directory.resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(directory.resolve("keytool.log")));
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        certificate = directory.resolve("certificate.pem");
        pem(certificate, "CERTIFICATE", keys.getCertificate("registry").getEncoded());
        key = directory.resolve("key.pem");
        pem(key, "PRIVATE KEY", keys.getKey("registry", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String what, byte[] bytes) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(bytes) + "\n-----END "
                        + what + "-----\n");
    }

    Map<String, String> pkcs12() {
        return Map.of(
                "ssl.keystore.location",
                store.toString(),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.password",
                PASSWORD);
    }

    Map<String, String> pem() throws IOException {
        return Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.certificate.chain", Files.readString(certificate),
                "ssl.keystore.key", Files.readString(key));
    }

    /** The certificate as PEM: whom a client must trust. */
    Path certificate() {
        return certificate;
    }
}
