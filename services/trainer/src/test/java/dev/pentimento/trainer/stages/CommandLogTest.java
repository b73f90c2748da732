package dev.pentimento.trainer.stages;

import static dev.pentimento.trainer.Fixtures.T0;
import static dev.pentimento.trainer.Fixtures.command;
import static dev.pentimento.trainer.Fixtures.report;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.events.CommandAnswer;
import dev.pentimento.events.CommandKind;
import dev.pentimento.events.ModelCommand;
import org.junit.jupiter.api.Test;

class CommandLogTest {
    private final CommandLog log = new CommandLog();

    @Test
    void commandsWaitInTheirOrderUntilTheyAreAnswered() {
        log.accept(command("1", CommandKind.PROMOTE, "a"));
        log.accept(command("2", CommandKind.ROLL_BACK, null));
        assertThat(log.waiting()).extracting(ModelCommand::getId).containsExactly("1", "2");
        log.accept(answered("1"));
        assertThat(log.waiting()).extracting(ModelCommand::getId).containsExactly("2");
    }

    @Test
    void aCommandThatIsSentAgainAfterItsAnswerIsDone() {
        log.accept(command("1", CommandKind.PROMOTE, "a"));
        log.accept(answered("1"));
        log.accept(command("1", CommandKind.PROMOTE, "a"));
        assertThat(log.waiting()).isEmpty();
    }

    @Test
    void theReportOfAServiceIsNoCommand() {
        log.accept(report("1", "a", "evaluation", "evaluation-a", true));
        assertThat(log.waiting()).isEmpty();
    }

    private static ModelCommand answered(String id) {
        return ModelCommand.newBuilder(command(id, CommandKind.PROMOTE, "a"))
                .setAnswer(new CommandAnswer(true, "done", T0))
                .build();
    }
}
