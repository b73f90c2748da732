package dev.pentimento.it;

import java.nio.file.Path;

/** The path of an image, with a broker in this process. */
class MainFlowIT extends ImageFlow {
    @Override
    RunningSystem start(Path data) {
        return RunningSystem.at(data);
    }
}
