package dev.pentimento.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log who asked for what that is not for everybody, and what they were answered, refused requests too. Never
 * what they brought: a token, even a wrong one, may be somebody's. The logger has a name of its own, so that its lines can
 * be kept elsewhere and for longer.
 */
final class Audit {
    static final String LOGGER = "dev.pentimento.audit";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 200;

    private Audit() {}

    /** Answers, and tells how that ended. */
    static void tell(Context ctx, String what, Runnable answer) {
        int status = 500;
        try {
            answer.run();
            status = ctx.statusCode();
        } catch (HttpResponseException e) {
            status = e.getStatus();
            throw e;
        } finally {
            String client = ctx.ip();
            String forwarded = clean(ctx.header("X-Forwarded-For"));
            LOG.atInfo()
                    .addKeyValue("request", clean(what))
                    .addKeyValue("status", status)
                    .addKeyValue("client", client)
                    .addKeyValue("forwardedFor", forwarded)
                    .log(
                            "{}: {} {}, asked for by {}{}",
                            clean(what),
                            status < 400 ? "answered" : "refused",
                            status,
                            client,
                            forwarded.isEmpty() ? "" : " (who says for " + forwarded + ")");
        }
    }

    /** Whoever asks chooses the text: it forges no further line, and fills no disk. */
    private static String clean(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
