package org.arenas.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.HtmlRenderer;

/** The text of a page: the tree of its Markdown file, changed into what the site wants, as HTML. */
final class PageBody extends AbstractVisitor {
    private static final Pattern PICTURE = Pattern.compile("\\b(src|srcset)=\"([^\"]*)\"");

    private final MarkdownFile file;
    private final Links links;
    private final ApiTypes types;
    private boolean afterProgram;

    private PageBody(MarkdownFile file, Links links, ApiTypes types) {
        this.file = file;
        this.links = links;
        this.types = types;
    }

    /** {@return the text as HTML; the file's tree is used up by it} */
    static String html(MarkdownFile file, Links links, ApiTypes types) {
        file.document().accept(new PageBody(file, links, types));
        return HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> describe(file, node, attributes))
                .build()
                .render(file.document());
    }

    private static void describe(MarkdownFile file, Node node, Map<String, String> attributes) {
        if (node instanceof Heading heading) {
            attributes.put("id", file.section(heading).id());
        } else if (node instanceof TableCell cell && !cell.isHeader()) {
            attributes.put("data-name", columnOf(cell));
        }
    }

    /** What the column is called: a narrow window shows it beside each value. */
    private static String columnOf(TableCell cell) {
        Node table = cell.getParent().getParent().getParent();
        Node names = table.getFirstChild().getFirstChild();
        Node name = names.getFirstChild();
        for (Node before = cell.getPrevious(); before != null; before = before.getPrevious()) {
            name = name.getNext();
        }
        return MarkdownFile.text(name);
    }

    @Override
    public void visit(Heading heading) {
        visitChildren(heading);
        String id = file.section(heading).id();
        if (heading.getLevel() > 1) {
            heading.appendChild(inline(
                    "<a class=\"anchor\" href=\"#" + Html.escape(id) + "\" aria-label=\"Link to this section\">#</a>"));
        }
    }

    @Override
    public void visit(Link link) {
        visitChildren(link);
        link.setDestination(links.resolve(file.path(), MarkdownFile.line(link), link.getDestination()));
    }

    @Override
    public void visit(Image image) {
        image.setDestination(links.picture(file.path(), MarkdownFile.line(image), image.getDestination()));
    }

    @Override
    public void visit(HtmlBlock block) {
        block.setLiteral(pictures(block, block.getLiteral()));
    }

    @Override
    public void visit(HtmlInline inline) {
        inline.setLiteral(pictures(inline, inline.getLiteral()));
    }

    private String pictures(Node node, String html) {
        return PICTURE.matcher(html).replaceAll(found -> picture(node, found));
    }

    private String picture(Node node, MatchResult found) {
        String target = links.picture(file.path(), MarkdownFile.line(node), found.group(2));
        return Matcher.quoteReplacement(found.group(1) + "=\"" + target + "\"");
    }

    @Override
    public void visit(Code code) {
        Optional<Path> page = isInsideLink(code) ? Optional.empty() : types.mentioned(code.getLiteral());
        if (page.isPresent()) {
            String text = "<code>" + Html.escape(code.getLiteral()) + "</code>";
            replace(code, inline(Html.link("type", typeLink(page.get()), text)));
        }
    }

    private static boolean isInsideLink(Node node) {
        Node parent = node.getParent();
        return parent != null && (parent instanceof Link || parent instanceof Heading || isInsideLink(parent));
    }

    @Override
    public void visit(FencedCodeBlock block) {
        String info = block.getInfo();
        boolean program = info.startsWith("java");
        String code =
                program ? JavaCode.html(block.getLiteral(), types, this::typeLink) : Html.escape(block.getLiteral());
        String kind = program ? "java" : afterProgram ? "output" : "text";
        afterProgram = info.equals("java run");
        replace(block, block("<pre class=\"" + kind + "\"><code>" + code + "</code></pre>"));
    }

    @Override
    public void visit(CustomBlock block) {
        visitChildren(block);
        if (block instanceof TableBlock) {
            block.insertBefore(block("<div class=\"scroll\">"));
            block.insertAfter(block("</div>"));
        }
    }

    private String typeLink(Path page) {
        return file.path().linkTo(page);
    }

    private static void replace(Node old, Node with) {
        old.insertAfter(with);
        old.unlink();
    }

    private static HtmlInline inline(String html) {
        HtmlInline inline = new HtmlInline();
        inline.setLiteral(html);
        return inline;
    }

    private static HtmlBlock block(String html) {
        HtmlBlock block = new HtmlBlock();
        block.setLiteral(html);
        return block;
    }
}
