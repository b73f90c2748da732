package dev.pentimento.dashboard.web;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Captures the lines of the audit log. */
final class AuditLog implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Audit.LOGGER);
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    AuditLog() {
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    List<String> lines() {
        return appender.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** With what a structured log has beside the message. */
    String everything() {
        StringBuilder all = new StringBuilder();
        appender.list.forEach(event -> all.append(event.getFormattedMessage())
                .append(event.getKeyValuePairs())
                .append(event.getMDCPropertyMap()));
        return all.toString().replace("\"", "");
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(null);
    }
}
