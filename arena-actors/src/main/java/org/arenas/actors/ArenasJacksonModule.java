package org.arenas.actors;

import static com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility.NONE;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import org.arenas.Arena;
import org.arenas.Interpreter;
import org.arenas.Moved;
import org.arenas.Ref;

/**
 * What Akka's Jackson serializers have to know of Arenas: records of any visibility can be read, by their canonical constructor
 * and without annotations; of an exception, its message and what its class marks as a property; and what is of use in its own JVM alone is not taken apart, but refused with a word
 * on what to send instead. Listed in {@code reference.conf}; Akka makes it.
 */
public final class ArenasJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    /** For Akka. */
    public ArenasJacksonModule() {
        super("ArenasJacksonModule");
        setMixInAnnotation(Throwable.class, ThrowableForm.class);
        stays(Ref.class, "send home.remote(ref)");
        stays(Moved.class, "send a copy, or a RemoteRef to the object where it is");
        stays(Arena.class, "send a RemoteRef to one of its objects");
        stays(Interpreter.class, "send a RemoteRef to one of its objects, or the actor that it is");
    }

    /** Of an exception travel its message and what its class marks as a property: the rest is not to be had by reflection. */
    @JsonAutoDetect(fieldVisibility = NONE, getterVisibility = NONE, isGetterVisibility = NONE)
    private interface ThrowableForm {
        @JsonProperty
        String getMessage();
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.insertAnnotationIntrospector(new RecordCreators());
    }

    private <T> void stays(Class<T> type, String instead) {
        addSerializer(type, new Refusal<>(type, instead));
    }

    private static final class Refusal<T> extends StdSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final String instead;

        Refusal(Class<T> type, String instead) {
            super(type);
            this.instead = instead;
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            throw JsonMappingException.from(
                    generator,
                    "value is of use in its own JVM alone: type="
                            + handledType().getSimpleName() + ", value=" + value + "; " + instead);
        }
    }
}
