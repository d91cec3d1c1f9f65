package org.arenas.bench.report;

import java.util.Locale;

/** Shapes of points: series differ in shape as well as in colour. */
enum Marker {
    CIRCLE("M%1$.1f %4$.1f a%3$.1f %3$.1f 0 1 0 0.01 0 z"),
    SQUARE("M%5$.1f %4$.1f H%6$.1f V%7$.1f H%5$.1f z"),
    TRIANGLE("M%1$.1f %4$.1f L%6$.1f %7$.1f H%5$.1f z"),
    DIAMOND("M%1$.1f %4$.1f L%6$.1f %2$.1f L%1$.1f %7$.1f L%5$.1f %2$.1f z"),
    DOWN("M%1$.1f %7$.1f L%6$.1f %4$.1f H%5$.1f z"),
    BAR("M%5$.1f %8$.1f H%6$.1f V%9$.1f H%5$.1f z");

    private final String form;

    Marker(String form) {
        this.form = form;
    }

    static Marker of(int number) {
        return values()[number % values().length];
    }

    /** {@return the path of the shape around a point} */
    String path(double x, double y, double radius) {
        return String.format(
                Locale.ROOT,
                form,
                x,
                y,
                radius,
                y - radius,
                x - radius,
                x + radius,
                y + radius,
                y - radius / 2,
                y + radius / 2);
    }
}
