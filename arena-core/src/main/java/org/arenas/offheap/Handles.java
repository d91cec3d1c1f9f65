package org.arenas.offheap;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.arenas.error.Violations;
import org.jspecify.annotations.Nullable;

/** Finds the methods that codecs are made of, and puts handles together. */
final class Handles {
    private static final MethodHandle SUM =
            findStatic(Integer.class, "sum", methodType(int.class, int.class, int.class));
    private static final MethodHandle REFUSE_NULL =
            findStatic(Handles.class, "refuseNull", methodType(void.class, String.class, Object.class));
    private static final MethodHandle CHECK_ABSENT =
            findStatic(Place.class, "checkAbsent", methodType(void.class, String.class, Object.class, Object.class));

    private Handles() {}

    static MethodHandle findStatic(Class<?> owner, String name, MethodType type) {
        try {
            return MethodHandles.lookup().findStatic(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such method: " + owner.getName() + "." + name + type, e);
        }
    }

    static MethodHandle bind(Object receiver, String name, MethodType type) {
        try {
            return MethodHandles.lookup().bind(receiver, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no such method: " + receiver.getClass().getName() + "." + name + type, e);
        }
    }

    static MethodType readerType(Class<?> value) {
        return methodType(value, UnsafeBuffer.class, int.class);
    }

    static MethodType writerType(Class<?> value) {
        return methodType(void.class, UnsafeBuffer.class, int.class, value);
    }

    static MethodType checkerType(Class<?> value) {
        return methodType(void.class, value);
    }

    /** The same codec for values of another type, to which and from which they are cast. */
    static Codec cast(Codec codec, Class<?> value) {
        MethodHandle checker = codec.checker();
        return new Codec(
                codec.reader().asType(readerType(value)),
                codec.writer().asType(writerType(value)),
                checker == null ? null : checker.asType(checkerType(value)));
    }

    /** A reader or writer for an index that lies so many bytes before its own. */
    static MethodHandle shifted(MethodHandle handle, int offset) {
        return offset == 0
                ? handle
                : MethodHandles.filterArguments(handle, 1, MethodHandles.insertArguments(SUM, 0, offset));
    }

    /**
     * {@return a reader that makes a value of parts} They are read in order.
     *
     * @param constructor takes the parts
     * @param readers of the parts, all for the index of the whole
     */
    static MethodHandle build(MethodHandle constructor, List<MethodHandle> readers) {
        MethodHandle build = MethodHandles.dropArguments(constructor, readers.size(), UnsafeBuffer.class, int.class);
        for (int i = readers.size() - 1; i >= 0; i--) {
            build = MethodHandles.foldArguments(build, i, readers.get(i));
        }
        return build;
    }

    /** {@return what calls all of them, in order, with the same arguments} */
    static MethodHandle inOrder(List<MethodHandle> handles) {
        MethodHandle all = handles.get(handles.size() - 1);
        for (int i = handles.size() - 2; i >= 0; i--) {
            all = MethodHandles.foldArguments(all, handles.get(i));
        }
        return all;
    }

    /** A checker of values of a type that refuses null. */
    static MethodHandle nullRefuser(String path, Class<?> value) {
        return MethodHandles.insertArguments(REFUSE_NULL, 0, path).asType(checkerType(value));
    }

    @SuppressWarnings("UnusedMethod") // Used as a handle.
    private static void refuseNull(String path, @Nullable Object value) {
        if (value == null) {
            throw Violations.notStorable(path, "is null");
        }
    }

    /** A codec for what is not stored. */
    static Codec absent(String path, Class<?> type, @Nullable Object value) {
        MethodHandle constant = type.isArray()
                ? MethodHandles.insertArguments(MethodHandles.arrayConstructor(type), 0, Array.getLength(value))
                : MethodHandles.constant(type, value);
        MethodHandle reader = MethodHandles.dropArguments(constant, 0, UnsafeBuffer.class, int.class);
        MethodHandle checker = MethodHandles.insertArguments(CHECK_ABSENT, 0, path, value);
        return new Codec(reader, MethodHandles.empty(writerType(type)), checker.asType(checkerType(type)));
    }

    /** The methods of {@link Primitives} for a type. */
    static Codec primitive(Class<?> type) {
        String name = capitalised(type);
        return new Codec(
                findStatic(Primitives.class, "get" + name, readerType(type)),
                findStatic(Primitives.class, "put" + name, writerType(type)),
                null);
    }

    /** The methods of {@link PrimitiveArrays} for a type of elements and a length. */
    static Codec array(String path, Class<?> array, int length) {
        String name = capitalised(array.getComponentType()) + "s";
        MethodHandle reader = findStatic(
                PrimitiveArrays.class, "get" + name, readerType(array).insertParameterTypes(0, int.class));
        MethodHandle writer = findStatic(
                PrimitiveArrays.class, "put" + name, writerType(array).insertParameterTypes(0, int.class));
        MethodHandle checker = findStatic(
                PrimitiveArrays.class, "check", methodType(void.class, String.class, int.class, Object.class));
        return new Codec(
                MethodHandles.insertArguments(reader, 0, length),
                MethodHandles.insertArguments(writer, 0, length),
                MethodHandles.insertArguments(checker, 0, path, length).asType(checkerType(array)));
    }

    private static String capitalised(Class<?> primitive) {
        String name = primitive.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
