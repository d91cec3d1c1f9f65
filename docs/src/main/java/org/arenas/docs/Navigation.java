package org.arenas.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.Link;

/** The order of the pages: that of the first table on the documentation's front page, where each of them must stand. */
final class Navigation {
    static final Path FRONT = Path.of("docs", "README.md");

    /** Pages that belong together. */
    enum Group {
        START("Arenas"),
        DOCUMENTATION("Documentation"),
        INTERNALS("Internals"),
        PROJECT("Project");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        private static Group of(Path source) {
            if (source.startsWith("docs")) {
                return source.getNameCount() > 2 ? INTERNALS : DOCUMENTATION;
            }
            return PROJECT;
        }
    }

    /**
     * A page and how it is called.
     *
     * @param path the page
     * @param title in a word or two
     * @param group where it stands
     */
    record Entry(PagePath path, String title, Group group) {}

    private final List<Entry> entries = new ArrayList<>();

    private Navigation() {}

    static Navigation read(Repository repository, Findings findings) {
        Navigation navigation = new Navigation();
        navigation.entries.add(new Entry(PagePath.of("README.md"), "Welcome", Group.START));
        navigation.entries.add(new Entry(new PagePath(FRONT), "All pages", Group.START));
        repository
                .find(FRONT)
                .ifPresent(front -> front.document().accept(new AbstractVisitor() {
                    private boolean done;

                    @Override
                    public void visit(CustomBlock block) {
                        if (!done) {
                            done = block instanceof TableBlock;
                            visitChildren(block);
                        }
                    }

                    @Override
                    public void visit(Link link) {
                        Path source = front.path().follow(link.getDestination());
                        if (isInFirstColumn(link) && repository.find(source).isPresent()) {
                            navigation.entries.add(
                                    new Entry(new PagePath(source), MarkdownFile.text(link), Group.of(source)));
                        }
                    }
                }));
        navigation.entries.sort(Comparator.comparing(Entry::group));
        navigation.checkComplete(repository, findings);
        return navigation;
    }

    private static boolean isInFirstColumn(Link link) {
        return link.getParent() instanceof TableCell cell && cell.getPrevious() == null;
    }

    private void checkComplete(Repository repository, Findings findings) {
        for (MarkdownFile file : repository.files()) {
            if (file.path().source().startsWith("docs") && find(file.path()).isEmpty()) {
                findings.add(
                        PagePath.slashes(FRONT),
                        1,
                        "page that is not in the table",
                        file.path().toString());
            }
        }
    }

    List<Entry> entries() {
        return entries;
    }

    Optional<Entry> find(PagePath path) {
        return entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    /** {@return the page after this one, or before it with a step of -1} */
    Optional<Entry> neighbour(PagePath path, int step) {
        int at = find(path).map(entries::indexOf).orElse(-1) + step;
        return find(path).isPresent() && at >= 0 && at < entries.size()
                ? Optional.of(entries.get(at))
                : Optional.empty();
    }
}
