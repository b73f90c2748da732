package dev.pentimento.cli.labels;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pentimento.events.LabelRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Requests as tasks for Label Studio. Each task's data has the image's id, so that its export becomes labels again, and
 * says that they answer requests. The classes are in the order of the model.
 */
final class LabelStudioTasks {
    private static final JsonMapper JSON = new JsonMapper();

    private LabelStudioTasks() {}

    /** @param page address of the page, from which the annotators' browsers load the images */
    static String of(List<LabelRequest> requests, String page) {
        ArrayNode tasks = JSON.createArrayNode();
        requests.forEach(request -> tasks.addObject().set("data", data(request, page)));
        return tasks.toPrettyString();
    }

    private static ObjectNode data(LabelRequest request, String page) {
        ObjectNode data = JSON.createObjectNode()
                .put("id", request.getImageId())
                .put("image", url(request, page))
                .put("answersRequest", true)
                .put("reason", request.getReason().name())
                .put("expiresAt", request.getExpiresAt().toString());
        if (request.getSource() != null) {
            data.put("source", request.getSource());
        }
        ArrayNode choices = data.putArray("choices");
        request.getClasses().forEach(name -> choices.addObject().put("value", name));
        return data;
    }

    private static String url(LabelRequest request, String page) {
        return page.replaceAll("/+$", "") + "/api/v1/images/"
                + request.getImage().getPartition() + "/" + request.getImage().getOffset() + "?id="
                + URLEncoder.encode(request.getImageId(), StandardCharsets.UTF_8);
    }
}
