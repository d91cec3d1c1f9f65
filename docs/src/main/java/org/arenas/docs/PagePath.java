package org.arenas.docs;

import java.nio.file.Path;

/**
 * Where a Markdown file is in the repository, and its page on the site: at the same place under another name.
 *
 * @param source the file, from the repository's root
 */
record PagePath(Path source) {
    private static final String README = "README.md";

    static PagePath of(String source) {
        return new PagePath(Path.of(source));
    }

    /** {@return the page, from the site's root} */
    Path page() {
        String name = String.valueOf(source.getFileName());
        return source.resolveSibling(name.equals(README) ? "index.html" : name.replaceAll("\\.md$", ".html"));
    }

    /** {@return the file that a link in this one leads to, from the repository's root} */
    Path follow(String link) {
        return link.isEmpty() ? source : source.resolveSibling(link).normalize();
    }

    /** {@return how a link on this page reaches a file of the site} */
    String linkTo(Path file) {
        Path folder = page().getParent();
        return slashes(folder == null ? file : folder.relativize(file));
    }

    static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }

    @Override
    public String toString() {
        return slashes(source);
    }
}
