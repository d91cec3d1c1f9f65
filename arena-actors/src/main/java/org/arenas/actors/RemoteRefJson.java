package org.arenas.actors;

import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.arenas.RefId;

/** The form of a {@link RemoteRef} as bytes: an array of the owner as Akka writes actors, arena, slot and generation. */
final class RemoteRefJson {
    private RemoteRefJson() {}

    /** The system on whose behalf Akka serialises at the moment. */
    private static ActorSystem<?> system() {
        return Adapter.toTyped(Serialization.getCurrentTransportInformation().system());
    }

    /** Writes it. */
    static final class Writer extends StdSerializer<RemoteRef<?>> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(RemoteRef.class, false);
        }

        @Override
        public void serialize(RemoteRef<?> ref, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            generator.writeStartArray();
            generator.writeString(ActorRefResolver.get(system()).toSerializationFormat(ref.owner()));
            generator.writeNumber(ref.id().arena());
            generator.writeNumber(ref.id().slot());
            generator.writeNumber(ref.id().generation());
            generator.writeEndArray();
        }
    }

    /** Reads it. */
    static final class Reader extends StdDeserializer<RemoteRef<?>> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(RemoteRef.class);
        }

        @Override
        public RemoteRef<?> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            expect(parser.currentToken() == JsonToken.START_ARRAY, parser);
            expect(parser.nextToken() == JsonToken.VALUE_STRING, parser);
            String owner = parser.getText();
            expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, parser);
            long arena = parser.getLongValue();
            expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, parser);
            int slot = parser.getIntValue();
            expect(parser.nextToken() == JsonToken.VALUE_NUMBER_INT, parser);
            long generation = parser.getLongValue();
            expect(parser.nextToken() == JsonToken.END_ARRAY, parser);
            ActorSystem<?> system = system();
            return new RemoteRef<>(
                    ArenasExtension.get(system),
                    ActorRefResolver.get(system).resolveActorRef(owner),
                    new RefId(arena, slot, generation));
        }

        private static void expect(boolean condition, JsonParser parser) throws IOException {
            if (!condition) {
                throw new IOException("bytes are no remote reference: at=" + parser.getTokenLocation());
            }
        }
    }
}
