package org.arenas.docs;

/** Parts of a page. */
final class Html {
    private Html() {}

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** {@return a link; the text is HTML already} */
    static String link(String target, String text) {
        return "<a href=\"" + escape(target) + "\">" + text + "</a>";
    }

    /** {@return a link of a kind; the text is HTML already} */
    static String link(String kind, String target, String text) {
        return "<a class=\"" + kind + "\" href=\"" + escape(target) + "\">" + text + "</a>";
    }
}
