package org.arenas.actors;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command, or what became of it, on its way: an object within a system, and bytes between two. The bytes are made and read
 * by whatever serializer Akka has for the object, at the two ends of the way and not in the transport: what cannot be
 * serialised is reported instead of lost.
 *
 * <p><b>Thread-safety.</b> Immutable to those who look at it.
 */
@JsonSerialize(using = Parcel.Writer.class)
@JsonDeserialize(using = Parcel.Reader.class)
final class Parcel {
    /*
     * As bytes: an array of the serializer's number, the manifest and the object as bytes; null for null. The number of Java's
     * own serializer is refused in both directions, whatever the configuration says.
     *
     * sealed is a benign race: what sends the same parcel twice may make the bytes twice, and either are right; their fields
     * are final, so nobody sees half of them.
     */
    private static final int JAVA_SERIALIZER = 1;

    private final @Nullable Object content;
    private final @Nullable Serialization serialization;
    private @Nullable Sealed sealed;

    private static final class Sealed {
        final int serializer;
        final String manifest;
        final byte[] bytes;

        Sealed(int serializer, String manifest, byte[] bytes) {
            this.serializer = serializer;
            this.manifest = manifest;
            this.bytes = bytes;
        }
    }

    private Parcel(@Nullable Object content, @Nullable Serialization serialization, @Nullable Sealed sealed) {
        this.content = content;
        this.serialization = serialization;
        this.sealed = sealed;
    }

    static Parcel of(@Nullable Object content, ActorSystem<?> system) {
        return new Parcel(content, SerializationExtension.get(system), null);
    }

    /** Makes the bytes now. To be called where it matters that nobody changes the object, or that the failure is heard. */
    Parcel seal() throws IOException {
        if (sealed == null && content != null) {
            sealed = pack(content, Objects.requireNonNull(serialization));
        }
        return this;
    }

    /** Whether this is, or was, bytes. */
    boolean isSealed() {
        return sealed != null;
    }

    private static Sealed pack(Object content, Serialization serialization) throws IOException {
        Serializer serializer;
        try {
            serializer = serialization.findSerializerFor(content);
        } catch (Exception e) {
            throw refused(content.getClass().getName(), e);
        }
        if (serializer.identifier() == JAVA_SERIALIZER) {
            throw refused(content.getClass().getName(), null);
        }
        byte[] bytes = serialization.serialize(content).get();
        return new Sealed(serializer.identifier(), Serializers.manifestFor(serializer, content), bytes);
    }

    private static NotSerializableException refused(String what, @Nullable Exception cause) {
        NotSerializableException refused = new NotSerializableException("no serializer: type=" + what
                + "; implement RemoteMessage, or bind the class in akka.actor.serialization-bindings");
        refused.initCause(cause);
        return refused;
    }

    /** The object; read from the bytes each time, if this came as bytes. */
    @Nullable
    Object open(ActorSystem<?> system) throws IOException {
        Sealed bytes = sealed;
        if (content != null || bytes == null) {
            return content;
        }
        if (bytes.serializer == JAVA_SERIALIZER) {
            throw refused("Java serialisation", null);
        }
        return SerializationExtension.get(system)
                .deserialize(bytes.bytes, bytes.serializer, bytes.manifest)
                .get();
    }

    /** Writes the form as bytes. */
    static final class Writer extends StdSerializer<Parcel> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Parcel.class);
        }

        @Override
        public void serialize(Parcel parcel, JsonGenerator generator, SerializerProvider provider) throws IOException {
            Sealed sealed = parcel.seal().sealed;
            if (sealed == null) {
                generator.writeNull();
                return;
            }
            generator.writeStartArray();
            generator.writeNumber(sealed.serializer);
            generator.writeString(sealed.manifest);
            generator.writeBinary(sealed.bytes);
            generator.writeEndArray();
        }
    }

    /** Reads it. */
    static final class Reader extends StdDeserializer<Parcel> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Parcel.class);
        }

        @Override
        public Parcel getNullValue(DeserializationContext context) {
            return new Parcel(null, null, null);
        }

        @Override
        public Parcel deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            expect(parser.currentToken() == JsonToken.START_ARRAY, parser);
            expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, parser);
            int serializer = parser.getIntValue();
            expect(parser.nextToken() == JsonToken.VALUE_STRING, parser);
            String manifest = parser.getText();
            parser.nextToken();
            byte[] bytes = parser.getBinaryValue();
            expect(parser.nextToken() == JsonToken.END_ARRAY, parser);
            return new Parcel(null, null, new Sealed(serializer, manifest, bytes));
        }

        private static void expect(boolean condition, JsonParser parser) throws IOException {
            if (!condition) {
                throw new IOException("bytes are no parcel: at=" + parser.getTokenLocation());
            }
        }
    }
}
