package org.arenas.docs;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where the links of the Markdown files lead on the site: to a page, to a picture that is copied, or to the repository as
 * the world sees it. One that leads nowhere is a finding.
 */
final class Links {
    private final Repository repository;
    private final Findings findings;
    private final Set<Path> pictures = new TreeSet<>();

    Links(Repository repository, Findings findings) {
        this.repository = repository;
        this.findings = findings;
    }

    /** {@return what stands for a link on the page of the file} */
    String resolve(PagePath from, int line, String link) {
        if (isElsewhere(link)) {
            return link;
        }
        String[] parts = link.split("#", 2);
        String anchor = parts.length == 1 ? "" : "#" + parts[1];
        Path target = from.follow(parts[0]);
        Optional<MarkdownFile> page = repository.find(target);
        if (page.isPresent()) {
            if (parts.length == 2 && !page.get().has(parts[1])) {
                findings.add(from, line, "link to a heading that is not there", link);
            }
            return (parts[0].isEmpty() ? "" : from.linkTo(page.get().path().page())) + anchor;
        }
        if (repository.onDisk(target).isEmpty()) {
            findings.add(from, line, "link to a file that is not there", link);
        }
        return repository.addressOf(target) + anchor;
    }

    /** {@return what stands for a picture's file on the page of the file} */
    String picture(PagePath from, int line, String link) {
        if (isElsewhere(link)) {
            findings.add(from, line, "picture that needs the network", link);
            return link;
        }
        Path target = from.follow(link);
        if (repository.onDisk(target).isEmpty()) {
            findings.add(from, line, "picture that is not there", link);
        } else {
            pictures.add(target);
        }
        return from.linkTo(target);
    }

    private static boolean isElsewhere(String link) {
        return link.matches("[a-z]+:.*");
    }

    /** {@return the pictures that the pages show, from the repository's root} */
    Set<Path> pictures() {
        return pictures;
    }
}
