package dev.pentimento.it.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Contents of images: whole ones of every form, and what can be wrong with each. */
final class HostileImages {
    private static final int SIDE = 28;
    private static final int[] DEPTHS = {1, 2, 4, 8, 16};
    /** Of 9 x 7 pixels, as Pillow writes them: lossless, lossy, with transparency, animated. Java writes none. */
    private static final String[] WEBP = {
        "UklGRjIAAABXRUJQVlA4TCUAAAAvCIABAJmM6H9sCl+IgvQ/QJhtNH+ywUzjXidwCqbRjglwmHECAA==",
        "UklGRjwAAABXRUJQVlA4IDAAAACwAQCdASoJAAcAA4BaJbACdAEOuwSAAPuacwTdiCVmxGGszkDNlxC9FmkfOTLAAA" + "A=",
        "UklGRnYAAABXRUJQVlA4WAoAAAAQAAAACAAABgAAQUxQSB8AAAABRyAQSCTy2x9kh4jIDGQBJmMYSyyx5P9lENH/WC"
                + "MvAFZQOCAwAAAAsAEAnQEqCQAHAAOAWiWwAnQBDrsEgAD7mnME3YglZsRhrM5AzZcQuZ9R/f85AAAA",
        "UklGRigBAABXRUJQVlA4WAoAAAACAAAACAAABgAAQU5JTQYAAAAAAAAAAABBTk1GeAAAAAAAAAAAAAgAAAYAAAAAAA"
                + "JWUDhMYAAAAC8IgAEA90GQbSNRsGHd/QJDISRIjpn9v4Y8/2VoAQAAdq8EYBgAYNHssm3btovof+Cc6sTVePwYq9hR"
                + "OewfyshWWPTbi9CSGeTd+sCUaPhZu9wQKehe2swXIHjNTerpBEFOTUZ8AAAAAAAAAAAACAAABgAAAAAAAFZQOExkAA"
                + "AALwiAAQD3QZBtI1GXKd79AgKBFAex1WLBxC7d7HbPfxn6AAAAK68EYBgAYNHssm3btovof5xTnbgaT4BrblJPF0jo"
                + "XtrMN0QKftYuD0yJRt6tL0JLZtBvH8rIVljsP8YqdlQOBw=="
    };

    private static final String[] OTHER_FORMATS = {
        "RIFF\u0010\0\0\0WAVEfmt ",
        "II+\0\b\0\0\0",
        "\0\0\0\fjP  \r\n\u0087\n",
        "\0\0\0\u0018ftypavif",
        "%PDF-1.7\n",
        "PK\u0003\u0004",
        "\u001f\u008b\b"
    };

    private final List<byte[]> whole = wholeImages();

    /** @param kind what is wrong with it */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Content(String kind, byte[] bytes) {}

    /** A content that somebody might send; seldom one that takes a second to decode. */
    Content draw(SplittableRandom random) {
        if (random.nextInt(2_000) == 0) {
            return large(random);
        }
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> new Content("image with changed bytes", Mutator.mutated(any(random), random));
            case 3 -> new Content("image cut off", Mutator.truncated(any(random), random));
            case 4 -> new Content("image of an unusual form", any(random));
            case 5 -> new Content("PNG of any colour type and depth", formedPng(random));
            case 6 -> new Content("PNG with odd chunks", oddChunks(random));
            case 7 -> new Content("image that claims another size", otherSize(random));
            case 8 -> new Content("image with the wrong beginning", wrongMagic(random));
            case 9 -> new Content("two formats in one file", polyglot(random));
            case 10 -> new Content("JPEG with scans repeated", repeatedScans(random));
            default -> new Content("no image at all", noImage(random));
        };
    }

    /** Images of every form, without fault. */
    List<byte[]> whole() {
        return whole;
    }

    private byte[] any(SplittableRandom random) {
        return whole.get(random.nextInt(whole.size()));
    }

    /** Few bytes that become many pixels, within the limit and beyond. */
    private static Content large(SplittableRandom random) {
        int side = random.nextBoolean() ? 3_000 : 20_000;
        byte[] row = new byte[1 + side];
        byte[] rows = new byte[Math.min(side, 3_000) * row.length];
        byte[] png = new PngFile()
                .header(side, side, 8, 0, 0)
                .chunk("IDAT", PngFile.deflated(rows))
                .end();
        return new Content("bomb of size", png);
    }

    private static byte[] formedPng(SplittableRandom random) {
        int width = 1 + random.nextInt(40);
        int height = 1 + random.nextInt(40);
        byte[] rows = new byte[height * (1 + width * 8)];
        if (random.nextBoolean()) {
            random.nextBytes(rows);
        }
        PngFile png =
                new PngFile().header(width, height, DEPTHS[random.nextInt(5)], random.nextInt(8), random.nextInt(3));
        if (random.nextBoolean()) {
            byte[] palette = new byte[3 * (1 + random.nextInt(257))];
            random.nextBytes(palette);
            png.chunk("PLTE", palette);
        }
        if (random.nextInt(4) == 0) {
            png.chunk("tRNS", new byte[random.nextInt(300)]);
        }
        return png.chunk("IDAT", PngFile.deflated(rows)).end();
    }

    private static byte[] oddChunks(SplittableRandom random) {
        byte[] data = PngFile.deflated(new byte[SIDE * (SIDE + 1)]);
        PngFile png = new PngFile().header(SIDE, SIDE, 8, 0, 0);
        switch (random.nextInt(7)) {
            case 0 -> png.chunk("iCCP", bomb("profile\0\0", 1 << 22));
            case 1 -> png.chunk("zTXt", bomb("Comment\0\0", 1 << 22));
            case 2 -> png.chunk("tEXt", random.nextInt(), new byte[random.nextInt(100)], 0);
            case 3 -> {
                for (byte each : data) {
                    png.chunk("IDAT", new byte[0]).chunk("IDAT", new byte[] {each});
                }
                return png.end();
            }
            case 4 -> {
                return png.end();
            }
            case 5 -> png.chunk("IDAT", data.length, data, random.nextInt());
            default -> png.header(SIDE, SIDE, 16, 6, 1);
        }
        return png.chunk("IDAT", data).end();
    }

    /** Text or a profile of many bytes, compressed to few. */
    private static byte[] bomb(String name, int bytes) {
        byte[] deflated = PngFile.deflated(new byte[bytes]);
        return ByteBuffer.allocate(name.length() + deflated.length)
                .put(name.getBytes(ISO_8859_1))
                .put(deflated)
                .array();
    }

    private byte[] otherSize(SplittableRandom random) {
        int[] sizes = {0, 1, -1, 65_535, 1 << 16, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, 30};
        int width = sizes[random.nextInt(sizes.length)];
        int height = sizes[random.nextInt(sizes.length)];
        switch (random.nextInt(6)) {
            case 0 -> {
                return new PngFile()
                        .header(width, height, 8, 2 * random.nextInt(2), 0)
                        .chunk("IDAT", PngFile.deflated(new byte[SIDE * SIDE]))
                        .end();
            }
            case 1 -> {
                byte[] bmp = encoded(picture(BufferedImage.TYPE_3BYTE_BGR, SIDE, SIDE, 1), "bmp");
                ByteBuffer.wrap(bmp)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(18, width)
                        .putInt(22, height);
                return bmp;
            }
            case 2 -> {
                byte[] gif = encoded(picture(BufferedImage.TYPE_BYTE_INDEXED, SIDE, SIDE, 1), "gif");
                ByteBuffer.wrap(gif)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(6, (short) width)
                        .putShort(8, (short) height);
                return gif;
            }
            case 3 -> {
                byte[] tiff = encoded(picture(BufferedImage.TYPE_3BYTE_BGR, SIDE, SIDE, 1), "tiff");
                ByteBuffer bytes =
                        ByteBuffer.wrap(tiff).order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
                int tags = bytes.getInt(4) + 2;
                for (int i = 0; i < bytes.getShort(tags - 2); i++) {
                    int at = tags + 12 * i;
                    if (bytes.getShort(at) == 256 || bytes.getShort(at) == 257) {
                        bytes.putShort(at + 2, (short) 4).putInt(at + 8, bytes.getShort(at) == 256 ? width : height);
                    }
                }
                return tiff;
            }
            case 4 -> {
                byte[] webp = Base64.getDecoder().decode(WEBP[random.nextInt(WEBP.length)]);
                ByteBuffer.wrap(webp)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(random.nextInt(21, 30), (short) width)
                        .putShort(random.nextInt(21, 30), (short) height);
                return webp;
            }
            default -> {
                byte[] jpeg = encoded(picture(BufferedImage.TYPE_3BYTE_BGR, SIDE, SIDE, 1), "jpeg");
                int frame = indexOf(jpeg, 0xc0);
                ByteBuffer.wrap(jpeg).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
                return jpeg;
            }
        }
    }

    /** Where the marker stands. */
    private static int indexOf(byte[] jpeg, int marker) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == marker) {
                return i;
            }
        }
        throw new IllegalStateException("no marker " + marker);
    }

    private byte[] wrongMagic(SplittableRandom random) {
        byte[] bytes = any(random).clone();
        byte[] other = any(random);
        System.arraycopy(other, 0, bytes, 0, Math.min(2 + random.nextInt(7), Math.min(bytes.length, other.length)));
        return bytes;
    }

    private byte[] polyglot(SplittableRandom random) {
        byte[] first = any(random);
        byte[] second = random.nextBoolean() ? any(random) : "<script>alert(1)</script>".getBytes(ISO_8859_1);
        boolean disguised = random.nextInt(3) == 0;
        byte[] before =
                disguised ? OTHER_FORMATS[random.nextInt(OTHER_FORMATS.length)].getBytes(ISO_8859_1) : new byte[0];
        return ByteBuffer.allocate(before.length + first.length + second.length)
                .put(before)
                .put(first)
                .put(second)
                .array();
    }

    /** The last scan of a progressive file, again and again: each costs a pass over all coefficients. */
    private static byte[] repeatedScans(SplittableRandom random) {
        byte[] jpeg = jpeg(picture(BufferedImage.TYPE_3BYTE_BGR, SIDE, SIDE, 2), true);
        int scan = jpeg.length - 2;
        while ((jpeg[scan] & 0xff) != 0xff || (jpeg[scan + 1] & 0xff) != 0xda) {
            scan--;
        }
        int times = random.nextInt(20);
        int length = jpeg.length - 2 - scan;
        ByteBuffer many = ByteBuffer.allocate(jpeg.length + times * length).put(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < times; i++) {
            many.put(jpeg, scan, length);
        }
        return many.put(jpeg, jpeg.length - 2, 2).array();
    }

    private static byte[] noImage(SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return (OTHER_FORMATS[random.nextInt(OTHER_FORMATS.length)] + "and more").getBytes(ISO_8859_1);
        }
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(50) == 0 ? 100_000 : 300)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<byte[]> wholeImages() {
        List<byte[]> images = new ArrayList<>();
        int[] types = {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED
        };
        for (int type : types) {
            images.add(encoded(picture(type, SIDE, SIDE, type), "png"));
            images.add(encoded(picture(type, 1, 1, type), "png"));
            images.add(encoded(picture(type, 3, 200, type), "png"));
        }
        for (String format : List.of("gif", "bmp")) {
            images.add(encoded(picture(BufferedImage.TYPE_BYTE_INDEXED, SIDE, SIDE, 3), format));
            images.add(encoded(picture(BufferedImage.TYPE_BYTE_BINARY, SIDE, 1, 3), format));
            images.add(encoded(picture(BufferedImage.TYPE_BYTE_GRAY, 60, SIDE, 3), format));
        }
        for (int type : new int[] {
            BufferedImage.TYPE_BYTE_GRAY,
            BufferedImage.TYPE_3BYTE_BGR,
            BufferedImage.TYPE_USHORT_GRAY,
            BufferedImage.TYPE_BYTE_BINARY,
            BufferedImage.TYPE_BYTE_INDEXED
        }) {
            images.add(encoded(picture(type, SIDE, SIDE, type), "tiff"));
            images.add(encoded(picture(type, 3, 200, type), "tiff"));
        }
        for (String webp : WEBP) {
            images.add(Base64.getDecoder().decode(webp));
        }
        images.add(encoded(picture(BufferedImage.TYPE_USHORT_565_RGB, SIDE, SIDE, 4), "bmp"));
        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            for (boolean progressive : new boolean[] {false, true}) {
                images.add(jpeg(picture(type, SIDE, SIDE, 5), progressive));
                images.add(jpeg(picture(type, 67, 1, 5), progressive));
            }
        }
        images.add(inkJpeg());
        return images;
    }

    private static BufferedImage picture(int type, int width, int height, long seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        SplittableRandom random = new SplittableRandom(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, 0xff000000 | (x * 8 << 16) | (y * 8 & 0xff) << 8 | random.nextInt(64));
            }
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                BufferedImage plain =
                        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
                plain.getGraphics().drawImage(image, 0, 0, null);
                if (!ImageIO.write(plain, format, bytes)) {
                    throw new IllegalStateException("this Java cannot write " + format);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image, boolean progressive) {
        return jpeg(new IIOImage(image, null, null), progressive);
    }

    /** Four print colours, which Java writes as they are. */
    private static byte[] inkJpeg() {
        WritableRaster raster = ImageTypeSpecifier.createInterleaved(
                        java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB),
                        new int[] {0, 1, 2, 3},
                        java.awt.image.DataBuffer.TYPE_BYTE,
                        true,
                        false)
                .createBufferedImage(SIDE, SIDE)
                .getRaster();
        for (int i = 0; i < SIDE * SIDE; i++) {
            raster.setPixel(i % SIDE, i / SIDE, new int[] {i & 0xff, 2 * i & 0xff, 3 * i & 0xff, 40});
        }
        return jpeg(new IIOImage(raster, null, null), false);
    }

    private static byte[] jpeg(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, image, param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
