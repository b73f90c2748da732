package dev.pentimento.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pentimento.dashboard.Collapse;
import dev.pentimento.events.AlarmDecision;
import dev.pentimento.events.DecisionType;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Alarms that somebody takes care of, and what the webhook is not told. */
class DecisionsIT extends InTheBrowser {
    private final Collapse collapse = new Collapse();

    private void wrongAndDrifting() {
        service.tell(collapse.champion());
        service.tell(collapse.labelled(0, Collapse.FALL, 0.87));
        service.tell(collapse.labelled(Collapse.FALL, Collapse.FALL + 2, 0.36));
        service.tell(collapse.drift(Collapse.FALL + 1, true));
        service.itIs(collapse.drift(Collapse.FALL + 1, true).getWindowEnd());
    }

    @Test
    void anAlarmIsAcknowledgedWithTheTokenAndShownAsSuch() {
        wrongAndDrifting();
        open("");
        press("#now-alarms [data-acknowledge]");
        typeInto("Your name", "anna");
        typeInto("Note", "the lamp was changed");
        press("#ask-yes");
        eventually().until(() -> text("#ask-problem"), problem -> problem.contains("token"));
        assertThat(elements("#now-alarms .acknowledged")).isEmpty();

        typeInto("Token", ServedPage.TOKEN);
        press("#ask-yes");

        eventually().until(() -> elements("#now-alarms .acknowledged").size() == 1);
        assertThat(text("#now-alarms .acknowledged"))
                .startsWith("Acknowledged by dashboard: anna")
                .endsWith("the lamp was changed");
        assertThat(elements("#now-alarms [data-acknowledge]")).isEmpty();

        press("#light-right [data-acknowledge]");
        typeInto("Your name", "anna");
        press("#ask-yes");
        eventually().until(() -> text("#decisions"), said -> said.contains("Acknowledged: accuracy below the floor"));
        shoot("acknowledged.png");
    }

    @Test
    void anAlarmWhoseAcknowledgementIsOverCanBeAcknowledgedAgain() {
        wrongAndDrifting();
        open("");
        eventually().until(() -> !elements("#now-alarms [data-acknowledge]").isEmpty());
        String alarm = elements("#now-alarms [data-acknowledge]").get(0).getDomAttribute("data-acknowledge");
        Instant hourAgo = Instant.now().minus(Duration.ofHours(1));

        service.tell(AlarmDecision.newBuilder()
                .setType(DecisionType.ACKNOWLEDGEMENT)
                .setAlarm(alarm)
                .setDecidedBy("anna")
                .setDecidedAt(hourAgo)
                .setUntil(hourAgo.plusSeconds(60))
                .build());

        eventually()
                .until(
                        () -> texts("#now-alarms .acknowledged"),
                        said -> said.size() == 1 && said.get(0).startsWith("The acknowledgement by anna ended at"));
        assertThat(elements("#now-alarms [data-acknowledge]")).hasSize(1);
    }

    @Test
    void theWebhookIsMutedAndUnmuted() {
        wrongAndDrifting();
        open("");
        press("#mute");
        eventually().until(() -> element("#ask").isDisplayed());
        choose("#ask-fields label:nth-of-type(1) select", "DRIFT");
        choose("#ask-fields label:nth-of-type(2) select", "all");
        typeInto("Token", ServedPage.TOKEN);
        Accessibility.check(chromium, "the dialog to mute");
        press("#ask-yes");
        eventually().until(() -> text("#decisions"), said -> said.contains("muted: drift alarms in all images"));
        Accessibility.check(chromium, "a muted webhook");

        press("#decisions .muted button");
        eventually().until(() -> element("#ask").isDisplayed());
        press("#ask-yes");
        eventually().until(() -> elements("#decisions .muted").isEmpty());
    }

    private static void typeInto(String label, String text) {
        eventually().until(() -> {
            chromium.executeScript("""
                    const label = [...document.querySelectorAll('#ask-fields label')].find(one => one.textContent.startsWith(arguments[0]));
                    const input = label.querySelector('input');
                    input.value = arguments[1];""", label, text);
            return true;
        });
    }
}
