package org.arenas.offheap;

/**
 * One component of a record, to be read or written without the others, and without an object for the whole. Keep it in a
 * {@code static final} field.
 *
 * <pre>{@code
 * record Quote(long id, double bid, double ask) {}
 *
 * static final RecordLayout<Quote> QUOTE = RecordLayout.of(Quote.class);
 * static final DoubleField<Quote> BID = QUOTE.doubleField("bid");
 * }</pre>
 *
 * <p><b>Thread-safety.</b> Immutable.
 *
 * @param <R> the record class
 */
public sealed interface RecordField<R extends Record>
        permits BooleanField,
                ByteField,
                CharField,
                DoubleField,
                FloatField,
                IntField,
                LongField,
                ShortField,
                ValueField {
    /** {@return the layout that it is a component of} */
    RecordLayout<R> layout();

    /** {@return its name; for a part of a nested record both names, with a dot between} */
    String path();
}
