package org.arenas.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.MapTestSuiteBuilder;
import com.google.common.collect.testing.SampleElements;
import com.google.common.collect.testing.TestMapGenerator;
import com.google.common.collect.testing.TestStringMapGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.features.MapFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The views of maps do what java.util.Map promises, as Guava's suite has it: some hundred cases each, in an arena of its own.
 */
class MapViewConformanceTest {
    /** Of the case that runs. */
    private MemoryWriter writer;

    @TestFactory
    Stream<DynamicTest> shouldBeAMapOfLongs() {
        return cases(MapTestSuiteBuilder.using(new LongMaps())
                .named("LongLongMap.asMap")
                .withFeatures(features())
                .createTestSuite());
    }

    @TestFactory
    Stream<DynamicTest> shouldBeAMapOfText() {
        return cases(MapTestSuiteBuilder.using(new TextMaps())
                .named("BytesMap.asMap")
                .withFeatures(features())
                .createTestSuite());
    }

    private static List<com.google.common.collect.testing.features.Feature<?>> features() {
        return List.of(
                CollectionSize.ANY,
                MapFeature.GENERAL_PURPOSE,
                MapFeature.ALLOWS_NULL_ENTRY_QUERIES,
                MapFeature.FAILS_FAST_ON_CONCURRENT_MODIFICATION,
                CollectionFeature.SUPPORTS_ITERATOR_REMOVE);
    }

    private Stream<DynamicTest> cases(TestSuite suite) {
        List<DynamicTest> cases = new ArrayList<>();
        collect(suite, suite.getName(), cases);
        assertThat(cases).hasSizeGreaterThan(500);
        return cases.stream();
    }

    private void collect(TestSuite suite, String path, List<DynamicTest> cases) {
        Collections.list(suite.tests()).forEach(test -> {
            if (test instanceof TestSuite nested) {
                collect(nested, path + " / " + nested.getName(), cases);
            } else {
                cases.add(DynamicTest.dynamicTest(path + " / " + test, () -> run((TestCase) test)));
            }
        });
    }

    private void run(TestCase test) throws Throwable {
        try (SharedArena board = SharedArena.inMemory("board", 1 << 14, 1 << 20);
                MemoryWriter m = board.borrow()) {
            writer = m;
            test.runBare();
            assertThat(m.verify()).isEmpty();
        }
    }

    private final class LongMaps implements TestMapGenerator<Long, Long> {
        /** With the key that is kept in the head, and two that begin at the same slot. */
        @Override
        public SampleElements<Map.Entry<Long, Long>> samples() {
            return new SampleElements<>(
                    Map.entry(0L, 10L),
                    Map.entry(1L, 0L),
                    Map.entry(-1L, 12L),
                    Map.entry(1L << 40, 13L),
                    Map.entry(4L, 14L));
        }

        @Override
        public Map<Long, Long> create(Object... entries) {
            Map<Long, Long> map =
                    writer.longLongMap(writer.allocateLongLongMap(0)).asMap();
            for (Object entry : entries) {
                Map.Entry<?, ?> pair = (Map.Entry<?, ?>) entry;
                map.put((Long) pair.getKey(), (Long) pair.getValue());
            }
            return map;
        }

        @Override
        @SuppressWarnings({"unchecked", "rawtypes"})
        public Map.Entry<Long, Long>[] createArray(int length) {
            return new Map.Entry[length];
        }

        @Override
        public Long[] createKeyArray(int length) {
            return new Long[length];
        }

        @Override
        public Long[] createValueArray(int length) {
            return new Long[length];
        }

        @Override
        public Iterable<Map.Entry<Long, Long>> order(List<Map.Entry<Long, Long>> insertionOrder) {
            return insertionOrder;
        }
    }

    private final class TextMaps extends TestStringMapGenerator {
        @Override
        protected Map<String, String> create(Map.Entry<String, String>[] entries) {
            Map<String, String> map =
                    writer.bytesMap(writer.allocateBytesMap(0)).asMap(BytesCodec.utf8(), BytesCodec.utf8());
            for (Map.Entry<String, String> entry : entries) {
                map.put(entry.getKey(), entry.getValue());
            }
            return map;
        }
    }
}
