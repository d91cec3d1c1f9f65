package org.arenas.channel;

import static org.arenas.Provoked.assertViolation;

import org.arenas.Interpreter;
import org.arenas.Provoked;
import org.arenas.error.ChannelClosedException;
import org.arenas.error.ChannelPeerException;
import org.arenas.error.OrphanedItemException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The exceptions of channels, provoked through the API, with their whole text. */
public class ChannelViolationMessagesTest {
    private final Interpreter clerk = Interpreter.create("clerk");
    private final Channel<Integer> orders =
            Channel.<Integer>builder().name("orders").capacity(2).create();
    private final String me = Thread.currentThread().getName();

    @AfterEach
    void close() {
        clerk.close();
    }

    @Test
    @Provoked.By(ChannelClosedException.class)
    public void shouldSayThatAChannelIsClosed() {
        orders.close();

        assertViolation(
                ChannelClosedException.class,
                () -> orders.put(1),
                "channel is closed: channel=%s, caller=%s; put before close(), or check isClosed()",
                orders,
                me);
        assertViolation(
                ChannelClosedException.class,
                () -> clerk.call(home -> orders.take()),
                "channel is closed and empty: channel=%s, caller=%s;"
                        + " iterate over the channel, which ends here, or check isDrained()",
                orders,
                clerk);
        Channel<Integer> unnamed = Channel.unbounded();
        unnamed.close();
        assertViolation(
                ChannelClosedException.class,
                () -> Select.create()
                        .onTake(orders, item -> {})
                        .onPut(unnamed, 1, () -> {})
                        .run(),
                "every channel of the select is closed: channels=[%s, %s], caller=%s;"
                        + " end the loop when the last of them isDrained()",
                orders,
                unnamed,
                me);
    }

    @Test
    @Provoked.By(ChannelPeerException.class)
    public void shouldSayWhomAChannelBelongsTo() {
        Channel<Integer> there = Channel.<Integer>builder().onlySender(clerk).create();
        Channel<Integer> back = Channel.<Integer>builder().onlyReceiver(clerk).create();
        String rest = "; build it without this limit, or pass the item on";

        assertViolation(
                ChannelPeerException.class,
                () -> there.put(1),
                "channel belongs to others: channel=%s, operation=put, allowed=%s, caller=%s" + rest,
                there,
                clerk,
                me);
        assertViolation(
                ChannelPeerException.class,
                back::tryTake,
                "channel belongs to others: channel=%s, operation=take, allowed=%s, caller=%s" + rest,
                back,
                clerk,
                me);
    }

    @Test
    @Provoked.By(OrphanedItemException.class)
    public void shouldSayWhoHasLeftAnOrphan() {
        Channel<Integer> strict = Channel.<Integer>builder()
                .name("strict")
                .capacity(2)
                .orphans(OrphanPolicy.FAIL)
                .create();
        Interpreter sender = Interpreter.create("sender");
        sender.execute(home -> {
            strict.put(1);
        });
        sender.close();
        strict.put(2);
        String text = "item is an orphan: channel=%s, closed=%s, caller=%s;"
                + " take what was put before its sender is closed, or use OrphanPolicy.KEEP";

        assertViolation(OrphanedItemException.class, strict::take, text, strict, sender, me);
        strict.close();
        assertViolation(OrphanedItemException.class, strict::take, text, strict, strict, me);
    }
}
