package dev.pentimento.dashboard.web;

import dev.pentimento.events.Image;
import io.javalin.http.BadGatewayResponse;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.GatewayTimeoutResponse;
import io.javalin.http.NotFoundResponse;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows one image to those who may see it; every request is in the audit log. */
final class ImageRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ImageRoute.class);

    private final Access access;
    private final ImageSource images;

    /** Where images come from. */
    public interface ImageSource {
        /** @return empty: nothing stands there (any more), or something else than this image */
        Optional<Image> read(int partition, long offset, String imageId);
    }

    ImageRoute(Access access, ImageSource images) {
        this.access = access;
        this.images = images;
    }

    void answer(Context ctx) {
        String what =
                "image " + ctx.pathParam("id") + " at " + ctx.pathParam("partition") + "-" + ctx.pathParam("offset");
        Audit.tell(ctx, what, () -> show(ctx));
    }

    private void show(Context ctx) {
        access.requireImages(ctx);
        int partition = (int) number(ctx, "partition", Integer.MAX_VALUE);
        long offset = number(ctx, "offset", Long.MAX_VALUE);
        String id = ctx.pathParam("id");
        byte[] content = content(partition, offset, id);
        ctx.contentType(MediaTypes.of(content))
                // Patients' images stay in nobody's cache; images for everybody never change.
                .header(
                        "Cache-Control",
                        access.images() == dev.pentimento.dashboard.DashboardSettings.ImageAccess.OPEN
                                ? "private, max-age=86400, immutable"
                                : "no-store")
                .result(content);
    }

    private byte[] content(int partition, long offset, String id) {
        try {
            Image image = images.read(partition, offset, id)
                    .orElseThrow(() -> new NotFoundResponse("this image does not stand there, or not any more"));
            if (image.getContent() == null) {
                throw new NotFoundResponse("the record has no content, only an address that is not followed");
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

    private static long number(Context ctx, String name, long most) {
        try {
            long value = Long.parseLong(ctx.pathParam(name));
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new BadRequestResponse(name + " must be a whole number from 0 to " + most);
    }
}
