package dev.pentimento.it;

import static dev.pentimento.it.WorldOutside.image;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pentimento.events.DeadLetterReason;
import dev.pentimento.events.Image;
import dev.pentimento.events.Prediction;
import dev.pentimento.it.WorldOutside.Sent;
import dev.pentimento.learning.data.Example;
import dev.pentimento.platform.kafka.Topic;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a system in a day, in seconds: images in several formats and sizes, from several places and times,
 * unusable ones among them; labels before and after their images, twice, changed, taken back, of images that nobody
 * sent.
 */
final class Story {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int IMAGES = 240;
    private static final int EARLY = 40;
    private static final int LATE = 200;

    private final SystemUnderTest system;
    private final WorldOutside world;
    private final List<Example> examples = SmallVersion.unseen(0, IMAGES);
    private final Map<Sent, Refusal> refusals = new HashMap<>();

    /** What a dead letter should say. */
    record Refusal(Topic topic, String key, byte @Nullable [] value, DeadLetterReason reason) {}

    Story(SystemUnderTest system) {
        this.system = system;
        this.world = system.world();
    }

    /** Returns when everything was sent; the last labels only after every usable image has its prediction. */
    Story tell() {
        for (int i = 0; i < EARLY; i++) {
            world.label(id(i), truth(i));
        }
        world.label("nobody sent this image", "Coat");
        for (int i = 0; i < IMAGES; i++) {
            world.send(taken(i));
        }
        sendUnusableImages();
        sendLargeImages();
        world.send(image("twice", png(0)));
        world.send(image("twice", png(1)));
        world.flush();
        int usable = IMAGES + 3;
        system.await(usable + " predictions")
                .until(
                        () -> system.log()
                                .events(Topic.PREDICTIONS, Prediction.class)
                                .size(),
                        n -> n >= usable);
        labelLate();
        sendUnusableLabels();
        world.flush();
        return this;
    }

    Map<Sent, Refusal> refusals() {
        return refusals;
    }

    private Image.Builder taken(int i) {
        Image.Builder image = i % 3 == 0 ? image(id(i), jpeg(i)) : image(id(i), png(i));
        image.setContentType(i % 3 == 0 ? "image/jpeg" : null);
        if (i % 4 != 0) {
            image.setSource(i % 4 == 1 ? "ward 1" : "ward 2");
        }
        Instant now = Instant.now();
        if (i % 5 == 0) {
            image.setCapturedAt(now.minus(Duration.ofMinutes(i % 10)));
        } else if (i == 1) {
            image.setCapturedAt(now.plus(Duration.ofDays(400))); // a camera whose clock is wrong
        }
        return image;
    }

    private void sendUnusableImages() {
        refuse("no Avro", "not Avro at all".getBytes(UTF_8), DeadLetterReason.UNDECODABLE_RECORD);
        refuse("no value", (byte[]) null, DeadLetterReason.UNDECODABLE_RECORD);
        byte[] unknown = ByteBuffer.allocate(32).put((byte) 0).putInt(424_242).array();
        refuse("unknown schema", unknown, DeadLetterReason.UNKNOWN_SCHEMA);
        byte[] cut = event(image("cut", png(2)));
        refuse("cut off", Arrays.copyOf(cut, cut.length / 2), DeadLetterReason.UNDECODABLE_RECORD);
        refuse("text", image("text", "no image".getBytes(UTF_8)), DeadLetterReason.UNDECODABLE_IMAGE);
        byte[] half = png(3);
        refuse("half", image("half", Arrays.copyOf(half, half.length / 2)), DeadLetterReason.UNDECODABLE_IMAGE);
        refuse("nothing", image("nothing", new byte[0]).setContent(null), DeadLetterReason.MISSING_CONTENT);
        refuse("empty", image("empty", new byte[0]), DeadLetterReason.MISSING_CONTENT);
        refuse(
                "elsewhere",
                image("elsewhere", new byte[0]).setContent(null).setUri("file:///etc/passwd"),
                DeadLetterReason.CONTENT_NOT_ALLOWED);
        refuse("no id", image("", png(4)), DeadLetterReason.INVALID_FIELD);
        byte[] noise = new byte[15 * MEBIBYTE];
        new Random(5).nextBytes(noise);
        refuse("large noise", image("large noise", noise), DeadLetterReason.UNDECODABLE_IMAGE);
    }

    /** Noise does not compress: about 12 MB. */
    private void sendLargeImages() {
        BufferedImage large = new BufferedImage(2_000, 2_000, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(6);
        for (int y = 0; y < large.getHeight(); y++) {
            for (int x = 0; x < large.getWidth(); x++) {
                large.setRGB(x, y, random.nextInt());
            }
        }
        world.send(image("large", encoded(large, "png")));
    }

    private void labelLate() {
        for (int i = EARLY; i < LATE; i++) {
            world.label(id(i), truth(i));
        }
        for (int i = 0; i < 10; i++) {
            world.label(id(i), truth(i)); // again
            world.label(id(i + 10), "Bag"); // changed
            world.label(id(i + 20), null); // taken back
            world.label(id(i + 50), null); // and given again
            world.label(id(i + 50), truth(i + 50));
        }
        world.label(id(LATE), null); // nothing to take back
        world.label("twice", "Sandal");
    }

    private void sendUnusableLabels() {
        byte[] noAvro = "no label".getBytes(UTF_8);
        refusals.put(
                world.sendBytes(Topic.LABELS, id(LATE + 1), noAvro),
                new Refusal(Topic.LABELS, id(LATE + 1), noAvro, DeadLetterReason.UNDECODABLE_RECORD));
        refusals.put(
                world.label(id(LATE + 2), "Hovercraft"),
                new Refusal(Topic.LABELS, id(LATE + 2), null, DeadLetterReason.UNKNOWN_CLASS));
        refusals.put(world.label("", "Coat"), new Refusal(Topic.LABELS, "", null, DeadLetterReason.INVALID_FIELD));
    }

    private void refuse(String key, Image.Builder image, DeadLetterReason reason) {
        refuse(key, event(image), reason);
    }

    private void refuse(String key, byte @Nullable [] value, DeadLetterReason reason) {
        refusals.put(world.sendBytes(Topic.IMAGES, key, value), new Refusal(Topic.IMAGES, key, value, reason));
    }

    private byte[] event(Image.Builder image) {
        return system.context().events().write(Topic.IMAGES, image.build());
    }

    private String id(int i) {
        return examples.get(i).id();
    }

    private @Nullable String truth(int i) {
        return examples.get(i).label();
    }

    private byte[] png(int i) {
        return examples.get(i).content();
    }

    private byte[] jpeg(int i) {
        try {
            return encoded(ImageIO.read(new ByteArrayInputStream(png(i))), "jpeg");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new AssertionError("this Java cannot write " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
