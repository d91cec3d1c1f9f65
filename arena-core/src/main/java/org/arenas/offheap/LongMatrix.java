package org.arenas.offheap;

import java.util.Objects;

/** A {@link LongArray} seen as rows and columns, row after row. Valid as long as that. */
public final class LongMatrix {
    private final LongArray cells;
    private final long rows;
    private final long columns;

    LongMatrix(LongArray cells, long rows, long columns) {
        this.cells = cells;
        this.rows = rows;
        this.columns = columns;
    }

    private long at(long row, long column) {
        cells.readable();
        return Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns);
    }

    /**
     * {@return an element}
     *
     * @param row its row
     * @param column its column
     */
    public long get(long row, long column) {
        return cells.get(at(row, column));
    }

    /**
     * Changes an element.
     *
     * @param row its row
     * @param column its column
     * @param value its new value
     */
    public void set(long row, long column, long value) {
        cells.set(at(row, column), value);
    }

    /**
     * {@return a view of a row}
     *
     * @param row which
     */
    public LongArray row(long row) {
        return cells.part(rowRange(row));
    }

    /**
     * {@return a view of a column}
     *
     * @param column which
     */
    public LongArray column(long column) {
        return cells.part(columnRange(column));
    }

    /**
     * {@return the elements of a row, to be borrowed from a {@link RangeScope}}
     *
     * @param row which
     */
    public Range rowRange(long row) {
        cells.readable();
        return Range.of(Objects.checkIndex(row, rows) * columns, columns);
    }

    /**
     * {@return the elements of a column, to be borrowed from a {@link RangeScope}}
     *
     * @param column which
     */
    public Range columnRange(long column) {
        cells.readable();
        return Range.of(Objects.checkIndex(column, columns), rows, columns);
    }

    /** {@return the elements, row after row} */
    public LongArray cells() {
        cells.readable();
        return cells;
    }

    /** {@return how many rows} */
    public long rows() {
        cells.readable();
        return rows;
    }

    /** {@return how many columns} */
    public long columns() {
        cells.readable();
        return columns;
    }

    @Override
    public String toString() {
        return "LongMatrix(" + rows + " x " + columns + ", " + cells + ")";
    }
}
