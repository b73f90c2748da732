package dev.pentimento.dashboard.notifications;

/** What the sender of messages is called in Kafka. */
public final class NotifierRights {
    /** Consumer group that gives one instance the turn to send, without the prefix of the topics. */
    public static final String GROUP = "dashboard-notifications";

    private NotifierRights() {}
}
