package dev.pentimento.cli.demo;

/**
 * One image that the camera takes.
 *
 * @param number counted from 0 in the order of the stream
 * @param png the file's bytes
 * @param label what the annotator will say, late
 */
record Shot(int number, byte[] png, String label) {
    /** The image's id; it carries the number, so that the auditor can tell the phase from the topic alone. */
    String id() {
        return String.format("demo-%07d", number);
    }

    static int numberOf(String id) {
        return Integer.parseInt(id.substring("demo-".length()));
    }
}
