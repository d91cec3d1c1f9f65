package org.arenas.bench.report;

/** Something that is drawn twice, as text does not shrink with a drawing: for a wide window and for a narrow one. */
interface Chart {
    /** How wide a drawing is, in the pixels of a page that shows it in its own size. */
    enum Width {
        WIDE(860),
        NARROW(350);

        private final int pixels;

        Width(int pixels) {
            this.pixels = pixels;
        }

        int pixels() {
            return pixels;
        }
    }

    /** {@return the drawing} */
    Svg draw(String id, Width width);
}
