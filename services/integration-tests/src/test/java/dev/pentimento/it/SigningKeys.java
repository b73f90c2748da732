package dev.pentimento.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** An Ed25519 key pair as an operator makes it with OpenSSL. */
record SigningKeys(String publicKey, Path privateKey) {
    /** Writes the private key as PEM to {@code folder/name.pem}. */
    static SigningKeys make(Path folder, String name) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        Path file = folder.resolve(name + ".pem");
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
        return new SigningKeys(
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()), file);
    }
}
