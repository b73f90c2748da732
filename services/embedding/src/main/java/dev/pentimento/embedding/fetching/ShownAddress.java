package dev.pentimento.embedding.fetching;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as logs, dead letters and the page may show it, without the user, the query and the fragment: a presigned
 * address carries its signature there.
 */
final class ShownAddress {
    /** Where the secret part of an address may begin. A question mark that was escaped once too often counts too. */
    private static final Pattern END = Pattern.compile("[?#;]|%3[fF]|%23");

    private static final Pattern USER = Pattern.compile("(?s)^((?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//)?.*@");
    private static final Pattern USER_OF_AUTHORITY = Pattern.compile("^((?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//)[^/]*@");
    private static final Pattern IN_TEXT = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*://\\S+");

    private ShownAddress() {}

    /** An address that may be malformed: without a host, everything up to the last {@code @} is treated as a user. */
    static String of(String address) {
        String shown = cut(address);
        return (hasHost(shown) ? USER_OF_AUTHORITY : USER).matcher(shown).replaceFirst("$1");
    }

    private static boolean hasHost(String address) {
        try {
            return new URI(address).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** An address of {@link AllowList#find}, which has no user. */
    static String of(URI uri) {
        return cut(uri.toString());
    }

    /** A text that contains addresses, such as the message of an exception. */
    static String inText(String text) {
        return IN_TEXT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        USER_OF_AUTHORITY.matcher(cut(found.group())).replaceFirst("$1")));
    }

    private static String cut(String address) {
        Matcher end = END.matcher(address);
        return end.find() ? address.substring(0, end.start()) : address;
    }
}
