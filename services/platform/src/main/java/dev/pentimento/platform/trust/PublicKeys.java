package dev.pentimento.platform.trust;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Reads public keys in the format of openssl. */
public final class PublicKeys {
    static final String ALGORITHM = "Ed25519";

    private PublicKeys() {}

    /**
     * Reads a key.
     *
     * @param text X.509 ({@code SubjectPublicKeyInfo}) in base 64, with or without the lines around it in a PEM file
     * @throws IllegalArgumentException if it is not an Ed25519 key
     */
    public static PublicKey read(String text) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(pem(text)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not an Ed25519 public key in base 64, as 'openssl pkey -pubout' writes it", e);
        }
    }

    /** The content between the markers of a PEM file. */
    static byte[] pem(String text) {
        return Base64.getDecoder()
                .decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    }
}
