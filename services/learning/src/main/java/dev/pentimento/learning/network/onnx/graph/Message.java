package dev.pentimento.learning.network.onnx.graph;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.google.protobuf.UnsafeByteOperations;
import dev.pentimento.learning.file.UnusableFileException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One message of an ONNX file, with its fields by their numbers in {@code onnx.proto}. Fields that nobody asks for stay as
 * they are, so files of newer versions of ONNX lose nothing.
 */
record Message(UnknownFieldSet fields) {
    static final Message EMPTY = new Message(UnknownFieldSet.getDefaultInstance());

    /** @throws InvalidProtocolBufferException if these are no protocol buffers */
    static Message parse(byte[] bytes) throws InvalidProtocolBufferException {
        return parse(UnsafeByteOperations.unsafeWrap(bytes));
    }

    /** Blobs share the memory of the bytes: most of a file are weights. */
    private static Message parse(ByteString bytes) throws InvalidProtocolBufferException {
        CodedInputStream stream = bytes.newCodedInput();
        stream.enableAliasing(true);
        try {
            return new Message(UnknownFieldSet.newBuilder().mergeFrom(stream).build());
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    byte[] bytes() {
        return fields.toByteArray();
    }

    boolean has(int field) {
        return fields.hasField(field);
    }

    List<ByteString> blobs(int field) {
        return fields.getField(field).getLengthDelimitedList();
    }

    String text(int field) {
        List<ByteString> values = blobs(field);
        return values.isEmpty() ? "" : values.get(values.size() - 1).toStringUtf8();
    }

    List<String> texts(int field) {
        return blobs(field).stream().map(ByteString::toStringUtf8).toList();
    }

    /** The last one, as protocol buffers demand; or {@code otherwise}. */
    long number(int field, long otherwise) {
        List<Long> values = fields.getField(field).getVarintList();
        return values.isEmpty() ? otherwise : values.get(values.size() - 1);
    }

    /** Packed or not. */
    List<Long> numbers(int field) {
        List<Long> numbers = new ArrayList<>(fields.getField(field).getVarintList());
        try {
            for (ByteString packed : blobs(field)) {
                CodedInputStream stream = packed.newCodedInput();
                while (!stream.isAtEnd()) {
                    numbers.add(stream.readRawVarint64());
                }
            }
        } catch (IOException e) {
            throw damaged(e);
        }
        return numbers;
    }

    List<Message> messages(int field) {
        return blobs(field).stream().map(Message::nested).toList();
    }

    Optional<Message> message(int field) {
        List<Message> all = messages(field);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    private static Message nested(ByteString bytes) {
        try {
            return parse(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw damaged(e);
        }
    }

    private static UnusableFileException damaged(IOException e) {
        return new UnusableFileException("a damaged ONNX file", e);
    }

    Message with(int field, List<Message> messages) {
        Field.Builder values = Field.newBuilder();
        messages.forEach(each -> values.addLengthDelimited(each.fields.toByteString()));
        return with(field, values);
    }

    Message with(int field, Message message) {
        return with(field, List.of(message));
    }

    Message with(int field, String... texts) {
        Field.Builder values = Field.newBuilder();
        for (String text : texts) {
            values.addLengthDelimited(ByteString.copyFromUtf8(text));
        }
        return with(field, values);
    }

    Message with(int field, ByteString bytes) {
        return with(field, Field.newBuilder().addLengthDelimited(bytes));
    }

    Message with(int field, long number) {
        return with(field, Field.newBuilder().addVarint(number));
    }

    Message without(int field) {
        return new Message(fields.toBuilder().clearField(field).build());
    }

    private Message with(int field, Field.Builder values) {
        return new Message(fields.toBuilder()
                .clearField(field)
                .mergeField(field, values.build())
                .build());
    }
}
