package org.arenas.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/** A Markdown file as a tree, and its sections. */
final class MarkdownFile {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    /**
     * A heading.
     *
     * @param level one is the file's title
     * @param id what a link to it ends with
     * @param title its text, without marks
     */
    record Section(int level, String id, String title) {}

    private final PagePath path;
    private final Node document;
    private final IdentityHashMap<Heading, Section> sections = new IdentityHashMap<>();
    private final List<Section> order = new ArrayList<>();

    private MarkdownFile(PagePath path, Node document) {
        this.path = path;
        this.document = document;
    }

    static MarkdownFile parse(PagePath path, String text) {
        MarkdownFile file = new MarkdownFile(path, PARSER.parse(text));
        file.findSections();
        return file;
    }

    private void findSections() {
        Map<String, Integer> seen = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String title = text(heading);
                String slug = slug(title);
                int before = seen.merge(slug, 1, Integer::sum) - 1;
                Section section = new Section(heading.getLevel(), before == 0 ? slug : slug + "-" + before, title);
                sections.put(heading, section);
                order.add(section);
            }
        });
    }

    /** As the hosts of repositories make them, so that a link works here and there. */
    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{IsAlphabetic}\\p{IsDigit} _-]", "")
                .replace(' ', '-');
    }

    /** {@return the text in a part of the tree, without marks} */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }

    /** {@return the line that something begins in, from one} */
    static int line(Node node) {
        Node with = node;
        while (with.getSourceSpans().isEmpty() && with.getParent() != null) {
            with = with.getParent();
        }
        return with.getSourceSpans().isEmpty()
                ? 1
                : with.getSourceSpans().get(0).getLineIndex() + 1;
    }

    PagePath path() {
        return path;
    }

    Node document() {
        return document;
    }

    List<Section> sections() {
        return order;
    }

    Section section(Heading heading) {
        Section section = sections.get(heading);
        if (section == null) {
            throw new IllegalArgumentException("heading is of another file: file=" + path + ", line=" + line(heading));
        }
        return section;
    }

    boolean has(String id) {
        return order.stream().anyMatch(section -> section.id().equals(id));
    }

    String title() {
        return order.isEmpty() ? path.toString() : order.get(0).title();
    }
}
