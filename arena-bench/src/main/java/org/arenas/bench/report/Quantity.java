package org.arenas.bench.report;

/** What the upright axis of a chart shows. */
enum Quantity {
    /** In nanoseconds. */
    TIME {
        @Override
        String words(double value) {
            return Units.time(value);
        }

        @Override
        String words(double value, double error) {
            return Units.time(value, error);
        }
    },
    /** Of memory. */
    BYTES {
        @Override
        String words(double value) {
            return Units.bytes(value);
        }

        @Override
        String words(double value, double error) {
            return Units.bytes(value);
        }
    };

    abstract String words(double value);

    /** With an error, which may be NaN. */
    abstract String words(double value, double error);

    /** {@return a round value, with the digits that it has} */
    String tick(double value) {
        return value == 0 ? "0" : words(value).replaceAll("\\.0*(?= )|(?<=\\.\\d)0(?= )", "");
    }
}
