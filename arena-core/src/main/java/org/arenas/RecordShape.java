package org.arenas;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A record class. Its parts are those components whose declared type does not say by itself that they may cross; the others
 * are never read.
 */
final class RecordShape extends Shape {
    /*
     * Components are read as fields, so that no accessor runs, which may hand out something else than the field. That needs
     * a package that is open to the library, as all are on the class path. If it is not, public accessors and a public
     * constructor of an exported package will do.
     */
    private final RecordComponent[] components;
    private final MethodHandle[] getters;

    /** Indexes into the components: those that are parts. */
    private final int[] open;

    private final MethodHandle constructor;

    private RecordShape(
            Sharing sharing,
            RecordComponent[] components,
            int[] open,
            MethodHandle[] getters,
            MethodHandle constructor) {
        super(sharing, "");
        this.components = components;
        this.open = open;
        this.getters = getters;
        this.constructor = constructor;
    }

    /**
     * {@return the shape of a record class} One that cannot be read may not cross.
     *
     * @param type the record class
     * @param open the components whose declared type does not say that they may cross; not empty
     */
    static Shape of(Class<?> type, int[] open) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        MethodHandle[] getters = new MethodHandle[components.length];
        try {
            RecordShape.class.getModule().addReads(type.getModule());
            MethodHandles.Lookup lookup = lookup(type);
            for (int i = 0; i < components.length; i++) {
                MethodHandle getter =
                        lookup.lookupModes() == MethodHandles.publicLookup().lookupModes()
                                ? lookup.unreflect(components[i].getAccessor())
                                : lookup.findGetter(type, components[i].getName(), types[i]);
                getters[i] = getter.asType(MethodType.methodType(Object.class, Object.class));
            }
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordShape(Sharing.PARTS, components, open, getters, constructor);
        } catch (IllegalAccessException e) {
            return Leaf.never("is a record that the library cannot read (module "
                    + type.getModule().getName() + " needs: opens " + type.getPackageName() + " to " + moduleName()
                    + ")");
        } catch (NoSuchMethodException | NoSuchFieldException e) {
            throw new LinkageError("a record without its members: type=" + type.getName(), e);
        }
    }

    private static MethodHandles.Lookup lookup(Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }

    private static String moduleName() {
        String name = RecordShape.class.getModule().getName();
        return name == null ? "ALL-UNNAMED" : name;
    }

    int openComponents() {
        return open.length;
    }

    /** The value of an open component. */
    @Nullable
    Object part(Object value, int index) {
        return get(value, open[index]);
    }

    private @Nullable Object get(Object value, int component) {
        try {
            return (Object) getters[component].invokeExact(value);
        } catch (Throwable e) {
            throw new IllegalStateException(
                    "component of a record cannot be read: type="
                            + value.getClass().getName() + ", component=" + components[component].getName(),
                    e);
        }
    }

    @Override
    @Nullable
    Object[] parts(Object value) {
        @Nullable Object[] parts = new Object[open.length];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = part(value, i);
        }
        return parts;
    }

    @Override
    String label(Object value, @Nullable Object[] parts, int index) {
        return "." + components[open[index]].getName();
    }

    /** The declared type of an open component. */
    Class<?> partType(int index) {
        return components[open[index]].getType();
    }

    @Override
    Object rebuild(Object value, @Nullable Object[] parts) throws Throwable {
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = get(value, i);
        }
        for (int i = 0; i < parts.length; i++) {
            arguments[open[i]] = parts[i];
        }
        return (Object) constructor.invokeExact(arguments);
    }
}
