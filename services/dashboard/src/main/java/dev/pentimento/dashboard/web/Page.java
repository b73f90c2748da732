package dev.pentimento.dashboard.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The page's files and libraries, all from the class path, so that the browser contacts no other host. */
final class Page {
    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "img-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'");

    /** Headers of every response. */
    static final Map<String, String> PROTECTION = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin");

    private Page() {}

    static void addTo(JavalinConfig config) {
        for (String path : new String[] {"/", "/assets/*", "/libraries/*", Routes.API, Routes.API + "/*"}) {
            config.routes.before(path, Page::protect);
        }
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/dev/pentimento/dashboard/page";
            files.location = Location.CLASSPATH;
        });
        addLibrary(config, "uPlot.esm.js", "text/javascript");
        addLibrary(config, "uPlot.min.css", "text/css");
    }

    /** The library's jar has no directory entries, so the static file server cannot find its files. */
    private static void addLibrary(JavalinConfig config, String file, String type) {
        byte[] content = read("/META-INF/resources/webjars/uplot/" + version("uplot") + "/dist/" + file);
        config.routes.get(
                "/libraries/uplot/" + file,
                ctx -> ctx.contentType(type + "; charset=utf-8")
                        .header("Cache-Control", "public, max-age=3600")
                        .result(content));
    }

    private static void protect(Context ctx) {
        PROTECTION.forEach(ctx::header);
    }

    private static String version(String library) {
        Properties versions = new Properties();
        try {
            versions.load(new ByteArrayInputStream(read("/dev/pentimento/dashboard/web/libraries.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions.getProperty(library);
    }

    private static byte[] read(String resource) {
        try (InputStream in = Page.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing on the class path: " + resource);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
