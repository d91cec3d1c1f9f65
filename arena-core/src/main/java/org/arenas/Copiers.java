package org.arenas;

import java.util.BitSet;
import java.util.Date;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The copier of each class that has one. They are kept with the classes, so that they keep none from being unloaded. */
@SuppressWarnings({"JdkObsolete", "JavaUtilDate"}) // Copied as they are, old ones included.
final class Copiers {
    private static final Map<Class<?>, Copier<?>> OF_JDK = Map.of(
            StringBuilder.class,
            (Copier<StringBuilder>) StringBuilder::new,
            StringBuffer.class,
            (Copier<StringBuffer>) StringBuffer::new,
            Date.class,
            (Copier<Date>) date -> new Date(date.getTime()),
            BitSet.class,
            (Copier<BitSet>) bits -> (BitSet) bits.clone(),
            AtomicBoolean.class,
            (Copier<AtomicBoolean>) value -> new AtomicBoolean(value.get()),
            AtomicInteger.class,
            (Copier<AtomicInteger>) value -> new AtomicInteger(value.get()),
            AtomicLong.class,
            (Copier<AtomicLong>) value -> new AtomicLong(value.get()),
            AtomicReference.class,
            new OfReference(),
            // Stands for both of its classes.
            EnumSet.class,
            (Copier<EnumSet<?>>) EnumSet::clone);

    /** The copier of a class; its field changes when one is registered. */
    private static final class Slot {
        volatile @Nullable Copier<?> copier;
    }

    private static final ClassValue<Slot> SLOTS = new ClassValue<>() {
        @Override
        protected Slot computeValue(Class<?> type) {
            Slot slot = new Slot();
            slot.copier = OF_JDK.get(EnumSet.class.isAssignableFrom(type) ? EnumSet.class : type);
            return slot;
        }
    };

    private Copiers() {}

    static void register(Class<?> type, Copier<?> copier) {
        SLOTS.get(type).copier = copier;
    }

    @SuppressWarnings("unchecked") // The one that was registered for this class, or made for it above.
    static @Nullable Copier<Object> of(Class<?> type) {
        return (Copier<Object>) SLOTS.get(type).copier;
    }

    private static final class OfReference implements Copier<AtomicReference<@Nullable Object>> {
        @Override
        public AtomicReference<@Nullable Object> create(AtomicReference<@Nullable Object> original) {
            return new AtomicReference<>();
        }

        @Override
        public void fill(
                AtomicReference<@Nullable Object> original, AtomicReference<@Nullable Object> copy, Parts parts) {
            Object value = original.get();
            if (value != null) {
                copy.set(parts.copyOf(value));
            }
        }
    }
}
