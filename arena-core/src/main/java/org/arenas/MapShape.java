package org.arenas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A map; its parts are its keys and values by turns. */
final class MapShape extends Shape {
    private static final int LONGEST_KEY = 40;

    MapShape(Sharing sharing, String why) {
        super(sharing, why);
    }

    @Override
    @Nullable
    Object[] parts(Object value) {
        Map<?, ?> map = (Map<?, ?>) value;
        // A concurrent map may have another size when it is gone through.
        List<@Nullable Object> parts = new ArrayList<>(2 * map.size());
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            parts.add(entry.getKey());
            parts.add(entry.getValue());
        }
        return parts.toArray();
    }

    @Override
    String label(Object value, @Nullable Object[] parts, int index) {
        String key = key(parts[index & ~1], index / 2);
        return index % 2 == 0 ? ".key[" + key + "]" : "[" + key + "]";
    }

    /** Runs no code of users. */
    private static String key(@Nullable Object key, int index) {
        if (key instanceof String text) {
            return text.length() <= LONGEST_KEY ? text : text.substring(0, LONGEST_KEY) + "...";
        }
        if (key == null
                || key instanceof Integer
                || key instanceof Long
                || key instanceof Short
                || key instanceof Byte
                || key instanceof Character
                || key instanceof Boolean
                || key instanceof UUID) {
            return String.valueOf(key);
        }
        return key instanceof Enum<?> constant ? constant.name() : "#" + index;
    }

    @Override
    Object rebuild(Object value, @Nullable Object[] parts) {
        return Map.copyOf(mapOf(parts));
    }

    static Map<@Nullable Object, @Nullable Object> mapOf(@Nullable Object[] parts) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            map.put(parts[i], parts[i + 1]);
        }
        return map;
    }
}
