package org.arenas.offheap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/**
 * The ways into a record class.
 *
 * @param constructor the canonical one
 * @param getters one for each component, in order
 */
record RecordAccess(MethodHandle constructor, List<MethodHandle> getters) {
    /*
     * Components are read by their accessors, not as fields: up to JDK 17, C2 makes an object whose fields are read through
     * a handle, even if nothing else needs it. An accessor has to return the same each time, as Record asks.
     *
     * Private classes need a lookup with private access: from who asked, or our own, if the package is open to us, as all
     * are on the class path. If there is none, public accessors and a public constructor of an exported package will do.
     */

    /**
     * {@return the ways in}
     *
     * @param given by who asked, or null
     * @param path of the record, for the exception
     * @throws org.arenas.error.NotMappableException if there are none
     */
    static RecordAccess of(Class<?> type, MethodHandles.@Nullable Lookup given, String path) {
        RecordAccess.class.getModule().addReads(type.getModule());
        RecordComponent[] components = type.getRecordComponents();
        MethodHandles.Lookup lookup = lookup(type, given);
        try {
            List<MethodHandle> getters = new ArrayList<>(components.length);
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                getters.add(lookup.unreflect(components[i].getAccessor()));
            }
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
            return new RecordAccess(constructor, List.copyOf(getters));
        } catch (IllegalAccessException e) {
            throw Violations.notMappable(path, type.getTypeName(), remedy(type));
        } catch (NoSuchMethodException e) {
            throw new LinkageError("a record without its constructor: type=" + type.getName(), e);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type, MethodHandles.@Nullable Lookup given) {
        MethodHandles.Lookup lookup = given == null ? null : in(type, given);
        if (lookup == null) {
            lookup = in(type, MethodHandles.lookup());
        }
        return lookup == null ? MethodHandles.publicLookup() : lookup;
    }

    private static MethodHandles.@Nullable Lookup in(Class<?> type, MethodHandles.Lookup lookup) {
        try {
            return MethodHandles.privateLookupIn(type, lookup);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static String remedy(Class<?> type) {
        String module = type.getModule().getName();
        String ours = RecordAccess.class.getModule().getName();
        return "the library cannot reach the record (give RecordLayout.of a MethodHandles.lookup() of module " + module
                + ", or let that module open " + type.getPackageName() + " to "
                + (ours == null ? "ALL-UNNAMED" : ours) + ")";
    }
}
