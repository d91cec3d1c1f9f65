package org.arenas.actors.sharding;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.arenas.actors.ArenasJacksonModule;

/** See {@link ArenaState#records}. */
final class RecordState<O, S extends Record> implements ArenaState<O> {
    /**
     * Of its own: snapshots are kept, so their form must not depend on how a program has configured its messages. Maps are
     * written in the order of their keys, as the same state is to give the same bytes.
     */
    private static final ObjectMapper MAPPER = new ObjectMapper(new CBORFactory())
            .registerModules(new ArenasJacksonModule(), new Jdk8Module(), new JavaTimeModule())
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
            .setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
            .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
            .configure(SerializationFeature.FAIL_ON_EMPTY_BEANS, false);

    private final ObjectReader reader;
    private final ObjectWriter writer;
    private final Function<String, O> create;
    private final Function<O, S> capture;
    private final BiFunction<String, S, O> restore;

    RecordState(Class<S> type, Function<String, O> create, Function<O, S> capture, BiFunction<String, S, O> restore) {
        this.reader = MAPPER.readerFor(type);
        this.writer = MAPPER.writerFor(type);
        this.create = Objects.requireNonNull(create, "create");
        this.capture = Objects.requireNonNull(capture, "capture");
        this.restore = Objects.requireNonNull(restore, "restore");
    }

    @Override
    public O create(String id) {
        return create.apply(id);
    }

    @Override
    public byte[] write(O object) throws IOException {
        return writer.writeValueAsBytes(capture.apply(object));
    }

    @Override
    public O read(String id, byte[] bytes) throws IOException {
        S record = reader.readValue(bytes);
        return restore.apply(id, record);
    }
}
