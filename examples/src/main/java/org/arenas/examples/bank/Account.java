package org.arenas.examples.bank;

/** An ordinary object with no lock of its own: its arena has one. */
public final class Account {
    private final String name;
    private int balance;

    /** An account with money on it. */
    public Account(String name, int balance) {
        this.name = name;
        this.balance = balance;
    }

    /** Adds an amount; a negative one is taken away. */
    public void deposit(int amount) {
        balance += amount;
    }

    /** What is on the account. */
    public int balance() {
        return balance;
    }

    @Override
    public String toString() {
        return name + " has " + balance;
    }
}
