package dev.pentimento.platform.trust;

import dev.pentimento.events.ModelVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** An Ed25519 private key with which a publisher signs versions. */
public final class SigningKey {
    private final Path file;
    private final PrivateKey key;

    private SigningKey(Path file, PrivateKey key) {
        this.file = file;
        this.key = key;
    }

    /**
     * Reads a key.
     *
     * @param file PEM with PKCS #8, as {@code openssl genpkey -algorithm ed25519} writes it
     * @throws IllegalArgumentException that names the file and the problem
     */
    public static SigningKey read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            if (text.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
                throw new IllegalArgumentException("the key in " + file
                        + " is encrypted; 'openssl pkey -in FILE -out OTHER' writes it without a password");
            }
            KeyFactory factory = KeyFactory.getInstance(PublicKeys.ALGORITHM);
            return new SigningKey(file, factory.generatePrivate(spec(file, text)));
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException("the key file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("the key file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static PKCS8EncodedKeySpec spec(Path file, String text) {
        try {
            return new PKCS8EncodedKeySpec(PublicKeys.pem(text));
        } catch (IllegalArgumentException e) {
            throw unusable(file, e);
        }
    }

    private static IllegalArgumentException unusable(Path file, Exception cause) {
        return new IllegalArgumentException(
                file + " has no Ed25519 private key as PEM (PKCS #8); 'openssl genpkey -algorithm ed25519' makes one",
                cause);
    }

    /** The same version with this key's signature. */
    public ModelVersion sign(ModelVersion version) {
        return ModelVersion.newBuilder(version)
                .setSignature(ByteBuffer.wrap(signature(VersionStatement.of(version))))
                .build();
    }

    byte[] signature(byte[] statement) {
        try {
            Signature signing = Signature.getInstance(PublicKeys.ALGORITHM);
            signing.initSign(key);
            signing.update(statement);
            return signing.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the key in " + file, e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
