package org.arenas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arenas.testing.RuleNames;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;

/** What holds of the copies of any graph; {@code -Darenas.test.seed} repeats a run. */
@DisplayName("R8 Copies of random graphs")
@DisplayNameGeneration(RuleNames.class)
class R08GraphPropertiesTest {
    private static final int GRAPHS = 2_000;
    private static final int MOST_OBJECTS = 30;

    record Pair(Object left, Object right) {}

    /** Makes graphs in which anything may refer to anything that was made before, or, with cycles, will be. */
    private static final class Maker {
        private final Random random;
        private final boolean onlyFreezable;
        private final List<Object> made = new ArrayList<>();

        Maker(long seed, boolean onlyFreezable) {
            this.random = new Random(seed);
            this.onlyFreezable = onlyFreezable;
        }

        Object graph() {
            int objects = 1 + random.nextInt(MOST_OBJECTS);
            for (int i = 0; i < objects; i++) {
                made.add(object());
            }
            if (!onlyFreezable) {
                closeCycles();
            }
            return made.get(made.size() - 1);
        }

        private Object any() {
            return made.isEmpty() || random.nextInt(4) == 0
                    ? (Object) random.nextInt(100)
                    : made.get(random.nextInt(made.size()));
        }

        private Object object() {
            return switch (random.nextInt(onlyFreezable ? 5 : 7)) {
                case 0 -> new Pair(any(), any());
                case 1 -> List.of(any(), any());
                case 2 -> map();
                case 3 -> "text " + random.nextInt(10);
                case 4 -> list();
                case 5 -> new Object[] {any(), any(), null};
                default -> changing(random.nextInt(10));
            };
        }

        private Map<Object, Object> map() {
            Map<Object, Object> map = new LinkedHashMap<>();
            map.put("key " + random.nextInt(3), any());
            map.put(random.nextInt(3), any());
            return map;
        }

        private List<Object> list() {
            List<Object> list = new ArrayList<>();
            list.add(any());
            list.add(random.nextInt(5) == 0 ? null : any());
            return list;
        }

        private static StringBuilder changing(int number) {
            return new StringBuilder("number ").append(number);
        }

        @SuppressWarnings("unchecked")
        private void closeCycles() {
            for (Object object : made) {
                if (object instanceof ArrayList<?> && random.nextInt(3) == 0) {
                    ((List<Object>) object).add(any());
                } else if (object instanceof Object[] array && random.nextInt(3) == 0) {
                    array[2] = any();
                }
            }
        }
    }

    /** Goes through two graphs in step. */
    private static final class SameForm {
        private final IdentityHashMap<Object, Object> met = new IdentityHashMap<>();
        private final IdentityHashMap<Object, Object> back = new IdentityHashMap<>();
        private final boolean sameClasses;

        SameForm(boolean sameClasses) {
            this.sameClasses = sameClasses;
        }

        void check(Object one, Object other) {
            if (one == null || !hasIdentity(one)) {
                assertThat(other).isEqualTo(one);
                return;
            }
            Object known = met.put(one, other);
            assertThat(back.put(other, one))
                    .as("what is shared there is shared here")
                    .isIn(null, one);
            if (known != null) {
                assertThat(other).as("what is shared here is shared there").isSameAs(known);
                return;
            }
            // An immutable list of two may become one of another class for any number.
            if (sameClasses && (!(one instanceof List<?>) || one instanceof ArrayList<?>)) {
                assertThat(other).hasSameClassAs(one);
            }
            if (one instanceof StringBuilder || one instanceof Object[] || one instanceof ArrayList<?>) {
                assertThat(other).as("what can be changed is not shared").isNotSameAs(one);
            }
            if (one instanceof StringBuilder) {
                assertThat(other).hasToString(one.toString());
            }
            List<Object> parts = parts(one);
            List<Object> others = parts(other);
            assertThat(others).hasSameSizeAs(parts);
            for (int i = 0; i < parts.size(); i++) {
                check(parts.get(i), others.get(i));
            }
        }

        private static boolean hasIdentity(Object value) {
            return !(value instanceof Integer || value instanceof String);
        }

        private static List<Object> parts(Object value) {
            List<Object> parts = new ArrayList<>();
            if (value instanceof Pair pair) {
                parts.add(pair.left());
                parts.add(pair.right());
            } else if (value instanceof List<?> list) {
                parts.addAll(list);
            } else if (value instanceof Object[] array) {
                parts.addAll(List.of(array.length));
                for (Object element : array) {
                    parts.add(element);
                }
            } else if (value instanceof Map<?, ?> map) {
                map.forEach((key, element) -> {
                    parts.add(key);
                    parts.add(element);
                });
            }
            return parts;
        }
    }

    @Test
    void shouldCopyEveryGraphWithItsSharingAndItsCycles() {
        forManySeeds("copy", seed -> {
            Object graph = new Maker(seed, false).graph();
            Object copy = Copies.deep(graph);
            new SameForm(true).check(graph, copy);
        });
    }

    @Test
    void shouldFreezeEveryGraphWithoutCyclesWithItsSharing() {
        forManySeeds("freeze", seed -> {
            Object graph = new Maker(seed, true).graph();
            Object frozen = Frozen.of(graph).get();
            assertThat(frozen).isEqualTo(graph);
            assertThat(Shareable.explain(frozen)).isEmpty();
            assertThat(Shareable.isShareable(frozen)).isTrue();
            new SameForm(false).check(graph, frozen);
        });
    }

    @Test
    void shouldAgreeWithTheThoroughCheckAndTheFreeze() {
        forManySeeds("check", seed -> {
            Object graph = new Maker(seed, false).graph();
            boolean shareable = Shareable.isShareable(graph);
            assertThat(Shareable.explain(graph).isEmpty()).isEqualTo(shareable);
            if (shareable) {
                assertThat(Frozen.of(graph).get()).isSameAs(graph);
                assertThat(Copies.deep(graph)).isSameAs(graph);
            }
        });
    }

    private interface Property {
        void check(long seed);
    }

    private static void forManySeeds(String what, Property property) {
        Long given = Long.getLong("arenas.test.seed");
        long first = given == null ? System.nanoTime() : given;
        for (long seed = first; seed < first + (given == null ? GRAPHS : 1); seed++) {
            try {
                property.check(seed);
            } catch (Throwable e) {
                throw new AssertionError(what + " fails: -Darenas.test.seed=" + seed, e);
            }
        }
    }
}
