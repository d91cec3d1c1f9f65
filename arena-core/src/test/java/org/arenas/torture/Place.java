package org.arenas.torture;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.arenas.Arena;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.StaleReferenceException;
import org.jspecify.annotations.Nullable;

/** An arena of a random program, and what the program knows of its objects. */
final class Place {
    private static final int SLOTS = 8;

    final int number;
    final Arena arena;
    final @Nullable Interpreter interpreter;

    private final Ref<Twin> twin;
    private final LongAdder writes = new LongAdder();

    /** Plain, as everything below: guarded by the arena. */
    private final Token[] tokens = new Token[SLOTS];

    private @Nullable Ref<Token> dead;
    private long lastToken;

    /** R13: true while a task runs, whether or not it has given up its home arena. */
    private boolean busy;

    /** An object that knows which Ref is its own. */
    private static final class Token {
        final long number;

        @Nullable
        Ref<Token> ref;

        Token(long number) {
            this.number = number;
        }
    }

    Place(int number, Arena arena) {
        this.number = number;
        this.arena = arena;
        this.interpreter = arena.interpreter();
        try (ExclusiveBorrow b = arena.borrow()) {
            this.twin = b.own(new Twin());
        }
    }

    /** Some use of the arena as far as the access allows. */
    void use(Borrow borrow, boolean exclusive, SplittableRandom random) {
        Token token = tokens[random.nextInt(SLOTS)];
        if (token != null) {
            check(borrow.get(token.ref) == token, "another object");
        }
        if (random.nextInt(16) == 0) {
            checkDead(borrow);
        }
        if (exclusive) {
            ExclusiveBorrow own = borrow.exclusive(arena);
            borrow.get(twin).increment();
            writes.increment();
            change(own, random.nextInt(SLOTS));
        } else {
            borrow.get(twin).read();
        }
    }

    private void change(ExclusiveBorrow borrow, int slot) {
        Token token = tokens[slot];
        if (token == null) {
            Token fresh = new Token(++lastToken);
            fresh.ref = borrow.own(fresh);
            tokens[slot] = fresh;
        } else {
            Token freed = borrow.free(token.ref);
            check(freed == token && freed.number == token.number, "another object freed");
            dead = token.ref;
            tokens[slot] = null;
        }
    }

    private void checkDead(Borrow borrow) {
        if (dead != null) {
            try {
                borrow.get(dead);
            } catch (StaleReferenceException e) {
                return;
            }
            throw new AssertionError("a freed Ref was dereferenced: ref=" + dead);
        }
    }

    /** To be called by a task of this place's interpreter. */
    void enter() {
        check(!busy, "a task began before the last one had ended");
        busy = true;
    }

    void leave() {
        busy = false;
    }

    /** Once everything has ended: nothing that was done got lost. */
    void checkNothingLost() {
        long found = twin.read(Twin::read);
        check(found == writes.sum(), "lost update: writes=" + writes.sum() + ", found=" + found);
    }

    private void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError(what + ": arena=" + arena);
        }
    }
}
