package dev.pentimento.dashboard.json;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.pentimento.schemas.json.EventJson;
import java.util.Map;

/** The JSON of the HTTP API: views that contain events, with shorter field names. CSV is generated from it too. */
public final class ApiJson {
    private static final Map<String, String> NAMES = Map.of(
            "modelVersion", "version",
            "encoderId", "encoder",
            "referenceId", "reference",
            "windowStart", "start",
            "windowEnd", "end",
            "classShares", "classes",
            "timestamp", "at");

    private ApiJson() {}

    public static ObjectMapper mapper() {
        ObjectMapper mapper = EventJson.mapper(NAMES).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        for (CoercionInputShape shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
