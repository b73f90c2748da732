package dev.pentimento.cli.demo;

/**
 * One image from the camera.
 *
 * @param number position in the stream, starting at 0
 * @param png content of the file
 * @param label the label that the annotator gives later
 */
record CameraImage(int number, byte[] png, String label) {
    /** The image's id. It contains the number, so that the auditor knows the phase from the topic alone. */
    String id() {
        return String.format("demo-%07d", number);
    }

    static int numberOf(String id) {
        return Integer.parseInt(id.substring("demo-".length()));
    }
}
