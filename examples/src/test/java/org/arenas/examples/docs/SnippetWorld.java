package org.arenas.examples.docs;

import java.util.List;
import java.util.Map;
import org.arenas.Arena;
import org.arenas.Interpreter;
import org.arenas.Ref;
import org.arenas.channel.Channel;
import org.arenas.examples.bank.Account;
import org.arenas.offheap.SharedArena;
import org.arenas.pool.InterpreterPool;

/**
 * What the documentation's snippets may use without declaring it: a bank's arenas and what is in them. Nothing is here at
 * run time; a snippet that is run makes what it needs.
 */
public abstract class SnippetWorld {
    /** Arenas of a bank. */
    protected Arena bank, orders, ledger, rates, checking, savings;

    /** Accounts in them. */
    protected Ref<Account> alice, bob, from, to;

    /** A sum in {@link #ledger}. */
    protected Ref<Total> total;

    /** What is added to it, in {@link #rates}. */
    protected Ref<Double> rate;

    /** What was ordered, in {@link #orders}. */
    protected Ref<Map<String, List<String>>> linesByOrder;

    /** Orders, and those that are taken back. */
    protected Channel<String> incoming, cancellations;

    /** A board of prices, off the heap. */
    protected SharedArena board;

    /** Somebody who works for the bank. */
    protected Interpreter clerk;

    /** A sum. */
    public interface Total {
        /** Adds to it. */
        void add(double value);
    }

    /** Workers. */
    protected InterpreterPool pool;

    /** Something to work on. */
    protected List<Integer> numbers;

    /** What a transfer hands out. */
    public record Receipt(int amount) {}

    /** Moves money. */
    protected static Receipt transfer(Account from, Account to, int amount) {
        from.deposit(-amount);
        to.deposit(amount);
        return new Receipt(amount);
    }

    /** Runs the snippet, if it is a list of statements. */
    public void run() throws Exception {
        throw new UnsupportedOperationException("no list of statements");
    }
}
