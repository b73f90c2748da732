package dev.pentimento.cli.topics;

import dev.pentimento.cli.topics.TopicDifference.Remedy;
import dev.pentimento.platform.kafka.TopicPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/** Compares a topic with its planned configuration. */
final class TopicComparison {
    private static final String FOR_EVER = "-1";
    private static final String ALTERS = "'topics --alter' changes it";
    private static final String DELETES = "'topics --alter' changes it; Kafka then deletes older records";

    private final TopicPlan plan;
    private final ActualTopic actual;
    private final List<TopicDifference> differences = new ArrayList<>();

    private TopicComparison(TopicPlan plan, ActualTopic actual) {
        this.plan = plan;
        this.actual = actual;
    }

    /** @param actual null if the topic does not exist */
    static List<TopicDifference> differences(TopicPlan plan, @Nullable ActualTopic actual) {
        if (actual == null) {
            return List.of(TopicDifference.missing(plan.name()));
        }
        TopicComparison comparison = new TopicComparison(plan, actual);
        comparison.partitions();
        comparison.replicas();
        new TreeMap<>(plan.configuration()).forEach(comparison::setting);
        return List.copyOf(comparison.differences);
    }

    private void partitions() {
        int is = actual.partitions();
        if (plan.exactly() && is != plan.partitions()) {
            byHand(
                    "partitions",
                    is,
                    "" + plan.partitions(),
                    "the number is fixed, because the order of all records in a partition matters: delete the topic and"
                            + " create it");
        } else if (is < plan.partitions()) {
            byHand(
                    "partitions",
                    is,
                    "at least " + plan.partitions(),
                    "keys would move to other partitions: stop the producers, wait until all records are read, then use"
                            + " kafka-topics.sh --alter");
        }
    }

    private void replicas() {
        if (plan.replicas() >= 1 && actual.replicas() != plan.replicas()) {
            byHand("replicas", actual.replicas(), "" + plan.replicas(), "use kafka-reassign-partitions.sh");
        }
    }

    private void setting(String name, String wanted) {
        String is = actual.setting(name);
        switch (name) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG -> {
                if (number(is).orElse(0L) < Long.parseLong(wanted)) {
                    alter(name, is, wanted, "at least " + wanted, false);
                }
            }
            case TopicConfig.CLEANUP_POLICY_CONFIG -> {
                if (!policies(is).equals(policies(wanted))) {
                    alter(name, is, wanted, wanted, !policies(is).containsAll(policies(wanted)));
                }
            }
            case TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG -> minInsyncReplicas(is, wanted);
            case TopicConfig.RETENTION_MS_CONFIG -> {
                if (!is.equals(wanted)) {
                    alter(name, is, wanted, wanted, shorter(wanted, is));
                }
            }
            default -> {
                if (!is.equals(wanted)) {
                    alter(name, is, wanted, wanted, false);
                }
            }
        }
    }

    private void minInsyncReplicas(String is, String wanted) {
        if (actual.replicas() < Integer.parseInt(wanted)) {
            byHand(
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    is,
                    wanted,
                    "the topic has only " + actual.replicas()
                            + " replicas and would reject all records: add replicas first");
        } else if (!is.equals(wanted)) {
            alter(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, is, wanted, wanted, false);
        }
    }

    private static boolean shorter(String wanted, String is) {
        return !wanted.equals(FOR_EVER) && (is.equals(FOR_EVER) || number(is).orElse(0L) > Long.parseLong(wanted));
    }

    /** A broker may return no value, or a value from a version that we do not know. */
    private static Optional<Long> number(String value) {
        return value.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(value)) : Optional.empty();
    }

    private static Set<String> policies(String policy) {
        return new TreeSet<>(Arrays.asList(policy.replace(" ", "").split(",")));
    }

    private void alter(String name, String is, String wanted, String shouldBe, boolean deletes) {
        differences.add(new TopicDifference(
                plan.name(),
                name,
                is,
                wanted,
                shouldBe,
                deletes ? Remedy.ALTER_AND_DELETE : Remedy.ALTER,
                deletes ? DELETES : ALTERS));
    }

    private void byHand(String setting, Object is, String shouldBe, String advice) {
        differences.add(
                new TopicDifference(plan.name(), setting, is.toString(), shouldBe, shouldBe, Remedy.BY_HAND, advice));
    }
}
