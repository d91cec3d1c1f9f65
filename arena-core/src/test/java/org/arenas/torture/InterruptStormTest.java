package org.arenas.torture;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.HomePolicy;
import org.arenas.testing.Await;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Threads that wait in every way there is, and others that interrupt them. An interrupter sends a worker its next interrupt
 * only once the worker has seen the last one, so that an interrupt that gets lost, or is seen twice, shows.
 */
class InterruptStormTest {
    private static final int WORKERS = 5;
    private static final int MEMBERS = 3;
    private static final int INTERRUPTS = 12_000;

    @Test
    @DisplayName("R5: each interrupt ends an interruptible wait, or stays pending, exactly once; nothing else is lost")
    void shouldLoseNoInterruptAndNoUpdate() {
        int interrupts = Rig.times(INTERRUPTS);
        try (Rig rig = new Rig("interrupt storm")) {
            List<Member> members = Member.ring(rig, MEMBERS, HomePolicy.SUSPEND);
            AtomicBoolean over = new AtomicBoolean();
            List<Worker> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                Worker worker = new Worker(rig, members);
                workers.add(worker);
                worker.thread = rig.thread("worker-" + i, random -> {
                    while (!over.get()) {
                        worker.step(random);
                    }
                });
            }
            try {
                storm(rig.random(), workers, interrupts);
            } finally {
                over.set(true);
            }
            rig.join();
            members.forEach(Member::check);
        }
    }

    private static void storm(SplittableRandom random, List<Worker> workers, int interrupts) {
        for (int i = 0; i < interrupts; i++) {
            Worker worker = workers.get(random.nextInt(workers.size()));
            Dawdle.aBit(random);
            if (worker.seen.get() == worker.sent.get()) {
                worker.sent.incrementAndGet();
                worker.thread.interrupt();
            } else if (random.nextInt(8) == 0) {
                Await.until("an interrupt is seen", () -> worker.seen.get() == worker.sent.get());
            }
        }
        for (Worker worker : workers) {
            Await.until("the last interrupt is seen", () -> worker.seen.get() == worker.sent.get());
        }
    }

    private static final class Worker {
        private final Rig rig;
        private final List<Member> members;
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger seen = new AtomicInteger();
        private Thread thread;

        Worker(Rig rig, List<Member> members) {
            this.rig = rig;
            this.members = members;
        }

        void step(SplittableRandom random) {
            Member member = members.get(random.nextInt(MEMBERS));
            Member other = members.get(random.nextInt(MEMBERS));
            boolean pending = Thread.currentThread().isInterrupted();
            try {
                if (random.nextBoolean()) {
                    uninterruptible(member, other, random);
                } else {
                    interruptible(member, other, random);
                    if (pending) {
                        throw new AssertionError("a pending interrupt did not end an interruptible wait");
                    }
                }
                if (pending && !Thread.currentThread().isInterrupted()) {
                    throw new AssertionError("an uninterruptible wait took the interrupt");
                }
            } catch (InterruptedException e) {
                see();
                return;
            }
            // Now and then it stays pending, so that the next wait begins with it.
            if (random.nextInt(4) > 0 && Thread.interrupted()) {
                see();
            }
        }

        private void see() {
            if (seen.incrementAndGet() > sent.get()) {
                throw new AssertionError("an interrupt was seen twice: sent=" + sent + ", seen=" + seen);
            }
            Rig.checkNoBorrowIsOpen();
        }

        private void uninterruptible(Member member, Member other, SplittableRandom random) {
            switch (random.nextInt(7)) {
                case 0 -> writing(member.arena().borrow(), member, random);
                case 1 -> reading(member.arena().borrowShared(), member, random);
                case 2 -> writing(Arenas.borrow(write(member.arena()), read(other.arena())), member, random);
                case 3 -> writing(member.arena().tryBorrow(), member, random);
                case 4 ->
                    Arenas.join(rig.expect(Arenas.when(write(member.arena()), write(other.arena()))
                            .run(member::increment)));
                case 5 ->
                    rig.expect(member.interpreter.submit(member.action(home -> {
                        try (Borrow b = other.arena().borrow()) {
                            other.increment(b);
                        }
                    })));
                default ->
                    member.interpreter.<Void>call(member.action(home -> {
                        try (Borrow b = other.arena().borrow()) {
                            other.increment(b);
                        }
                    }));
            }
        }

        private static void interruptible(Member member, Member other, SplittableRandom random)
                throws InterruptedException {
            Duration wait = Duration.ofNanos(random.nextInt(500_000));
            switch (random.nextInt(6)) {
                case 0 -> writing(member.arena().borrowInterruptibly(), member, random);
                case 1 -> reading(member.arena().borrowSharedInterruptibly(), member, random);
                case 2 -> writing(member.arena().tryBorrow(wait), member, random);
                case 3 -> reading(member.arena().tryBorrowShared(wait), member, random);
                case 4 ->
                    writing(Arenas.borrowInterruptibly(write(member.arena()), read(other.arena())), member, random);
                default -> writing(Arenas.tryBorrow(wait, read(other.arena()), write(member.arena())), member, random);
            }
        }

        private static void writing(Borrow borrow, Member member, SplittableRandom random) {
            if (borrow != null) {
                try (borrow) {
                    member.increment(borrow);
                    Dawdle.aBit(random);
                }
            }
        }

        private static void reading(Borrow borrow, Member member, SplittableRandom random) {
            if (borrow != null) {
                try (borrow) {
                    member.read(borrow);
                    Dawdle.aBit(random);
                }
            }
        }
    }
}
