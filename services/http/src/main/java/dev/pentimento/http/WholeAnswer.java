package dev.pentimento.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Buffers a response, and sends it when it is complete. A request thread therefore never waits for a slow reader. Event
 * streams are not buffered.
 */
final class WholeAnswer extends Response.Wrapper implements Callback {
    private final Callback callback;
    private final Answers answers;
    private final Runnable whenComplete;
    private final AtomicBoolean complete = new AtomicBoolean();
    private @Nullable ByteArrayOutputStream collected;
    private boolean streams;
    private boolean sent;

    /** @param whenComplete runs once, when the response has been computed */
    WholeAnswer(Request request, Response response, Callback callback, Answers answers, Runnable whenComplete) {
        super(request, response);
        this.callback = callback;
        this.answers = answers;
        this.whenComplete = whenComplete;
    }

    void complete() {
        if (complete.compareAndSet(false, true)) {
            whenComplete.run();
        }
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback written) {
        if (collected == null && !streams) {
            String type = getHeaders().get(HttpHeader.CONTENT_TYPE);
            streams = type != null && type.startsWith(EventStreams.MEDIA_TYPE);
        }
        if (streams) {
            complete();
            super.write(last, bytes, written);
        } else if (last) {
            send(whole(bytes), written);
        } else {
            collect(bytes);
            written.succeeded();
        }
    }

    private void collect(@Nullable ByteBuffer bytes) {
        if (collected == null) {
            collected = new ByteArrayOutputStream();
        }
        if (bytes != null) {
            byte[] copy = BufferUtil.toArray(bytes);
            collected.write(copy, 0, copy.length);
            bytes.position(bytes.limit());
        }
    }

    private ByteBuffer whole(@Nullable ByteBuffer rest) {
        if (collected == null) {
            return rest == null ? BufferUtil.EMPTY_BUFFER : rest;
        }
        collect(rest);
        return ByteBuffer.wrap(collected.toByteArray());
    }

    private void send(ByteBuffer whole, Callback written) {
        sent = true;
        collected = null;
        complete();
        answers.send(getRequest(), getWrapped(), whole, written);
    }

    @Override
    public void reset() {
        collected = null;
        super.reset();
    }

    @Override
    public void succeeded() {
        if (collected != null && !sent) {
            send(whole(null), callback);
        } else {
            complete();
            callback.succeeded();
        }
    }

    @Override
    public void failed(Throwable cause) {
        complete();
        callback.failed(cause);
    }

    @Override
    public InvocationType getInvocationType() {
        return callback.getInvocationType();
    }
}
