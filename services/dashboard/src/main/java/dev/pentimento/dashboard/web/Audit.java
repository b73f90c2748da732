package dev.pentimento.dashboard.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each request for protected content, with the client and the status of the response. It never logs a token, not
 * even a wrong one. Its logger has its own name, so that its lines can be stored separately and longer.
 */
final class Audit {
    static final String LOGGER = "dev.pentimento.audit";
    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 200;

    private Audit() {}

    /** Runs the handler and logs the status of its response. */
    static void record(Context ctx, String what, Runnable answer) {
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
                            "{}: {} {}, requested by {}{}",
                            clean(what),
                            status < 400 ? "answered" : "refused",
                            status,
                            client,
                            forwarded.isEmpty() ? "" : " (forwarded for " + forwarded + ")");
        }
    }

    /** The client chooses the text, which must neither forge another line nor fill the disk. */
    private static String clean(@Nullable String text) {
        if (text == null) {
            return "";
        }
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "…";
    }
}
