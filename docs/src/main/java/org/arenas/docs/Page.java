package org.arenas.docs;

import java.nio.file.Path;

/** A page: the text of a Markdown file between the way to the other pages and the way to its neighbours. */
final class Page {
    static final Path STYLE = Path.of("site.css");
    static final Path API = Path.of("api", "index.html");
    private static final Path HOME = Path.of("index.html");

    private final MarkdownFile file;
    private final Navigation navigation;
    private final String repository;

    /** A page; {@code repository} is the address of the sources. */
    Page(MarkdownFile file, Navigation navigation, String repository) {
        this.file = file;
        this.navigation = navigation;
        this.repository = repository;
    }

    /** {@return the page around a text} */
    String html(String body) {
        String title = file.path().page().equals(HOME) ? "Arenas" : file.title() + " · Arenas";
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>%s</title>
                <link rel="stylesheet" href="%s"/>
                </head>
                <body>
                <a class="skip" href="#page-text">To the text</a>
                <header>
                %s
                <nav aria-label="Site">%s%s</nav>
                </header>
                <div class="columns">
                <div class="side">
                <input type="checkbox" id="page-menu"/><label for="page-menu">Pages</label>
                <nav aria-label="Pages">
                %s</nav>
                </div>
                <main id="page-text">
                <article>
                %s</article>
                %s</main>
                </div>
                </body>
                </html>
                """.formatted(
                        Html.escape(title),
                        to(STYLE),
                        Html.link("home", to(HOME), "Arenas"),
                        Html.link(to(API), "Javadoc"),
                        Html.link(repository, "Sources"),
                        pages(),
                        body,
                        neighbours());
    }

    private String to(Path target) {
        return file.path().linkTo(target);
    }

    private String pages() {
        StringBuilder html = new StringBuilder();
        for (Navigation.Group group : Navigation.Group.values()) {
            html.append("<h2>").append(Html.escape(group.title())).append("</h2>\n<ul>\n");
            for (Navigation.Entry entry : navigation.entries()) {
                if (entry.group() == group) {
                    html.append(entry(entry));
                }
            }
            if (group == Navigation.Group.DOCUMENTATION) {
                html.append("<li>").append(Html.link(to(API), "Javadoc")).append("</li>\n");
            }
            html.append("</ul>\n");
        }
        return html.toString();
    }

    private String entry(Navigation.Entry entry) {
        if (!entry.path().equals(file.path())) {
            return "<li>" + Html.link(to(entry.path().page()), Html.escape(entry.title())) + "</li>\n";
        }
        StringBuilder html = new StringBuilder("<li><a aria-current=\"page\" href=\"#page-text\">")
                .append(Html.escape(entry.title()))
                .append("</a>\n<ul>\n");
        for (MarkdownFile.Section section : file.sections()) {
            if (section.level() == 2) {
                html.append("<li>")
                        .append(Html.link("#" + section.id(), Html.escape(section.title())))
                        .append("</li>\n");
            }
        }
        return html.append("</ul></li>\n").toString().replace("<ul>\n</ul>", "");
    }

    private String neighbours() {
        StringBuilder html = new StringBuilder("<nav class=\"neighbours\" aria-label=\"Before and after\">\n");
        navigation
                .neighbour(file.path(), -1)
                .ifPresent(before -> html.append(Html.link(
                        "before", to(before.path().page()), "<small>Before</small>" + Html.escape(before.title()))));
        navigation
                .neighbour(file.path(), 1)
                .ifPresent(after -> html.append(Html.link(
                        "after", to(after.path().page()), "<small>Next</small>" + Html.escape(after.title()))));
        return html.append("</nav>\n").toString();
    }
}
