package org.arenas.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.arenas.Arena;
import org.arenas.Borrow;
import org.arenas.Home;
import org.arenas.HomePolicy;
import org.arenas.Interpreter;
import org.arenas.Ref;

/** One interpreter among several: counts what is done to its arena, and notices a task that begins before another ends. */
final class Member {
    final Interpreter interpreter;
    final Ref<Twin> twin;

    /** An arena that nobody but this member's tasks wants. */
    final Arena own;

    private final LongAdder increments = new LongAdder();

    /** Plain on purpose: R13 guards it. */
    private boolean busy;

    private Member(Rig rig, String name, HomePolicy policy) {
        interpreter = rig.interpreter(Interpreter.builder(name).homePolicy(policy));
        twin = interpreter.call(home -> home.own(new Twin()));
        own = rig.arena("own-of-" + name);
    }

    static List<Member> ring(Rig rig, int size, HomePolicy policy) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            members.add(new Member(rig, "member-" + i, policy));
        }
        return members;
    }

    Arena arena() {
        return interpreter.arena();
    }

    /** To be called under exclusive access to this member's arena. */
    void increment(Borrow borrow) {
        borrow.get(twin).increment();
        increments.increment();
    }

    void read(Borrow borrow) {
        borrow.get(twin).read();
    }

    /** A task of this member: R13 holds while it runs, whether or not it gives up its home arena. */
    <R> Function<Home, R> task(Function<Home, R> body) {
        return home -> {
            if (busy) {
                throw new AssertionError("a task began before the last one had ended: " + interpreter);
            }
            busy = true;
            try {
                increment(home);
                return body.apply(home);
            } finally {
                busy = false;
            }
        };
    }

    /** As {@link #task}, without a result. */
    Function<Home, Void> action(Consumer<Home> body) {
        return task(home -> {
            body.accept(home);
            return null;
        });
    }

    /** Once everything has ended: nothing that was done got lost. */
    void check() {
        interpreter.call(home -> {
            long found = home.get(twin).read();
            if (found != increments.sum()) {
                throw new AssertionError(
                        "lost update: " + interpreter + ", increments=" + increments.sum() + ", found=" + found);
            }
            return null;
        });
    }
}
