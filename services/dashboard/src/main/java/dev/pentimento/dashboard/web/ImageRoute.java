package dev.pentimento.dashboard.web;

import dev.pentimento.dashboard.images.ImageSource;
import dev.pentimento.events.Image;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.GatewayTimeoutResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returns one image to authorized users; every request is in the audit log. */
final class ImageRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRoute.class);

    private final Access access;
    private final ImageSource images;

    ImageRoute(Access access, ImageSource images) {
        this.access = access;
        this.images = images;
    }

    /** An id in the path cannot contain a slash, so the page sends it as a parameter. */
    List<Endpoint> endpoints() {
        return List.of(
                new Endpoint(
                        "/images/{partition}/{offset}",
                        "id",
                        false,
                        "An image by its position in the log, checked by its id",
                        ctx -> answer(ctx, idParameter(ctx))),
                new Endpoint(
                        "/images/{partition}/{offset}/{id}",
                        "",
                        false,
                        "The same, for ids without a slash",
                        ctx -> answer(ctx, ctx.pathParam("id"))));
    }

    private static String idParameter(Context ctx) {
        String id = ctx.queryParam("id");
        if (id == null || id.isEmpty()) {
            throw new BadRequestResponse("id is missing: add ?id= and the image's id");
        }
        return id;
    }

    private void answer(Context ctx, String id) {
        String what = "image " + id + " at " + ctx.pathParam("partition") + "-" + ctx.pathParam("offset");
        Audit.record(ctx, what, () -> show(ctx, id));
    }

    private void show(Context ctx, String id) {
        access.requireImages(ctx);
        int partition = Parameters.inPath(ctx, "partition", Integer.class, Integer.MAX_VALUE);
        long offset = Parameters.inPath(ctx, "offset", Long.class, Long.MAX_VALUE);
        byte[] content = content(partition, offset, id);
        // Images that require a token must not be cached; public images never change.
        ctx.contentType(MediaTypes.of(content))
                .header(
                        "Cache-Control",
                        access.images() == ImageAccess.OPEN ? "private, max-age=86400, immutable" : "no-store")
                .result(content);
    }

    private byte[] content(int partition, long offset, String id) {
        try {
            Image image = images.read(partition, offset, id)
                    .orElseThrow(() -> new NotFoundResponse("the image is not at this position, or no longer"));
            if (image.getContent() == null) {
                throw new NotFoundResponse("the record has no content, only a URI, which the page does not fetch");
            }
            ByteBuffer buffer = image.getContent().duplicate();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return bytes;
        } catch (TimeoutException e) {
            throw new GatewayTimeoutResponse(String.valueOf(e.getMessage()));
        } catch (KafkaException e) {
            LOG.warn("cannot fetch an image", e);
            throw new BadGatewayResponse("the image cannot be fetched at the moment");
        }
    }
}
