package org.arenas.examples.wordindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.arenas.error.AccessModeException;
import org.arenas.examples.process.WorkerProcess;
import org.arenas.offheap.MemoryReader;
import org.arenas.offheap.SharedArena;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WordIndexExampleTest {
    /** As many as it takes for a process to be killed on its way. */
    private static final int DOCUMENTS = 150;

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("index");
    }

    /** Documents that are the same for each seed. */
    private Path documents(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        Path documents = Files.createDirectory(folder.resolve("documents"));
        for (int i = 0; i < DOCUMENTS; i++) {
            StringBuilder text = new StringBuilder("every ");
            for (int words = 100 + random.nextInt(500); words > 0; words--) {
                text.append(Integer.toString(10 * 36 + random.nextInt(500), 36).replaceAll("\\d", "x"))
                        .append(' ');
            }
            Files.writeString(documents.resolve("document-" + i + ".txt"), text);
        }
        return documents;
    }

    private void verify() throws IOException {
        try (SharedArena arena = SharedArena.open(file());
                MemoryReader m = arena.borrowShared()) {
            assertThat(m.verify()).isEmpty();
            assertThat(m.findLeaks().leaks()).isEmpty();
        }
    }

    @Test
    void shouldIndexTheDocumentsOfTheProject() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Path docs = Path.of("../docs");
        assertThat(WordIndexExample.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), docs, file()))
                .isTrue();
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.get(0)).matches("deadlock: .*concepts\\.md \\d+.*");
        assertThat(lines.get(2)).isEqualTo("xylophone: nowhere");
        assertThat(lines.get(3)).endsWith("as one thread finds them");
        verify();
    }

    @Test
    void shouldLeaveNothingOfADocumentWhoseProcessWasKilled() throws Exception {
        Path documents = documents(1);
        Documents all = Documents.in(documents);
        try (WordIndex index = WordIndex.create(file());
                WorkerProcess query = WorkerProcess.start(QueryProcess.class, file().toString())) {
            assertThat(index.add(all.names().get(0), all.words(all.names().get(0))))
                    .isTrue();
            String answer = query.ask("every");
            assertThat(answer).isEqualTo(all.names().get(0) + " 1");
            Map<String, Map<String, Integer>> before = index.all();

            try (WorkerProcess doomed = WorkerProcess.start(
                    HalfDoneIndexer.class,
                    file().toString(),
                    documents.toString(),
                    all.names().get(1))) {
                assertThat(doomed.hear()).isEqualTo("half");
            }

            assertThat(query.ask("every")).isEqualTo(answer);
            assertThat(index.has(all.names().get(1))).isFalse();
            assertThat(index.all()).isEqualTo(before);
            assertThat(index.add(all.names().get(1), all.words(all.names().get(1))))
                    .isTrue();
            assertThat(query.ask("every")).isEqualTo(answer + ", " + all.names().get(1) + " 1");
        }
        verify();
    }

    @Test
    void shouldEndUpWithAllDocumentsWhoeverIsKilledWhen() throws Exception {
        long seed = Long.getLong("arenas.test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        Path documents = documents(seed);
        List<WorkerProcess> indexers = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        try (WordIndex index = WordIndex.create(file())) {
            for (int i = 0; i < 3; i++) {
                indexers.add(WordIndexExample.startIndexer(file(), documents, i, 3));
            }
            for (int kills = 0; index.size() < DOCUMENTS; kills++) {
                assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
                try (WorkerProcess query = WorkerProcess.start(QueryProcess.class, file().toString())) {
                    int indexed = index.size();
                    String answer = query.ask("every");
                    assertThat(answer.equals("nowhere") ? 0 : answer.split(", ", -1).length)
                            .as("answer, seed=%d", seed)
                            .isBetween(indexed, index.size());
                }
                if (kills < 6) {
                    int victim = random.nextInt(indexers.size());
                    indexers.get(victim).close();
                    indexers.set(victim, WordIndexExample.startIndexer(file(), documents, random.nextInt(3), 3));
                }
            }
            assertThat(index.all()).as("seed=%d", seed).isEqualTo(WordIndexExample.sequential(documents));
        } finally {
            indexers.forEach(WorkerProcess::close);
        }
        verify();
    }

    @Test
    void shouldNotAddADocumentTwiceNorByOneWhoMayOnlyRead() throws IOException {
        try (WordIndex index = WordIndex.create(file())) {
            assertThat(index.add("a", Map.of("word", 2))).isTrue();
            assertThat(index.add("a", Map.of("word", 2))).isFalse();
            assertThat(index.add("b", Map.of("word", 3, "other", 1))).isTrue();
            assertThat(index.search("word")).isEqualTo(Map.of("a", 2, "b", 3));
            assertThat(QueryProcess.answer(index.search("word"))).isEqualTo("b 3, a 2");
            assertThat(index.search("none")).isEmpty();
        }
        try (WordIndex index = WordIndex.openReadOnly(file())) {
            assertThat(index.size()).isEqualTo(2);
            assertThatThrownBy(() -> index.add("c", Map.of())).isInstanceOf(AccessModeException.class);
        }
    }

    @Test
    void shouldAddDocumentsOnceFromSeveralThreads() throws IOException {
        Path documents = documents(2);
        try (WordIndex index = WordIndex.create(file())) {
            Documents all = Documents.in(documents);
            List<Thread> threads = IntStream.range(0, 3)
                    .mapToObj(i -> new Thread(() -> {
                        try {
                            IndexingProcess.add(all, i, 3, index);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                assertThatJoined(thread);
            }
            assertThat(index.all()).isEqualTo(WordIndexExample.sequential(documents));
        }
    }

    private static void assertThatJoined(Thread thread) {
        try {
            thread.join(60_000);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        assertThat(thread.isAlive()).isFalse();
    }
}
