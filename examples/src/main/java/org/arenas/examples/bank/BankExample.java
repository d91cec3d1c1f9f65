package org.arenas.examples.bank;

import static org.arenas.Access.read;
import static org.arenas.Access.write;

import java.io.PrintStream;
import java.util.concurrent.CompletionStage;
import org.arenas.Arena;
import org.arenas.Arenas;
import org.arenas.Borrow;
import org.arenas.ExclusiveBorrow;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.error.BorrowClosedException;

/** Prints what happens while accounts are owned, borrowed, changed in order, and misused. */
public final class BankExample {
    private BankExample() {}

    /** Runs on the standard output. */
    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (Interpreter bank = Interpreter.create("bank")) {
            oneArena(bank, out);
        }
        try (Arena checking = Arena.create("checking");
                Arena savings = Arena.create("savings")) {
            severalArenas(checking, savings, out);
        }
    }

    private static void oneArena(Interpreter bank, PrintStream out) {
        // A task runs with the bank's own arena held. The object stays in that arena; what comes out is a Ref to it.
        Ref<Account> alice = bank.call(home -> home.own(new Account("Alice", 100)));

        // Anybody may keep a Ref. To use it one borrows the arena, for the length of a block.
        try (ExclusiveBorrow b = bank.arena().borrow()) {
            b.get(alice).deposit(10);
        }
        out.println("borrowed:  " + alice.read(Account::toString));

        // Out of its block a borrow is worth nothing: this is no data race, but an exception, each time.
        ExclusiveBorrow kept = bank.arena().borrow();
        kept.close();
        try {
            kept.get(alice).deposit(1_000_000);
        } catch (BorrowClosedException e) {
            out.println("violation: " + e.getMessage());
        }
        out.println("unharmed:  " + alice.read(Account::toString));
    }

    private static void severalArenas(Arena checking, Arena savings, PrintStream out) {
        Ref<Account> from;
        Ref<Account> to;
        try (Borrow b = Arenas.borrow(write(checking), write(savings))) {
            from = b.exclusive(checking).own(new Account("Bob's checking account", 100));
            to = b.exclusive(savings).own(new Account("Bob's savings account", 0));
        }

        // A behaviour waits for its arenas without a thread. Those that share an arena run in the order of these lines.
        CompletionStage<Boolean> first = transfer(from, to, 70);
        CompletionStage<Boolean> second = transfer(from, to, 70);
        out.println("transfers: " + Arenas.join(first) + ", then " + Arenas.join(second));

        try (Borrow b = Arenas.borrow(read(checking), read(savings))) {
            out.println("together:  " + b.get(from) + ", " + b.get(to));
        }
    }

    private static CompletionStage<Boolean> transfer(Ref<Account> from, Ref<Account> to, int amount) {
        return Arenas.when(write(from.arena()), write(to.arena())).call(b -> {
            if (b.get(from).balance() < amount) {
                return false;
            }
            b.get(from).deposit(-amount);
            b.get(to).deposit(amount);
            return true;
        });
    }
}
