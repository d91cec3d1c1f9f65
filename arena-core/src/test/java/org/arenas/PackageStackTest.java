package org.arenas;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keeps the packages of the library a stack, and shows on the packages of {@code stackfixture} that it would notice. */
class PackageStackTest {
    private static final String ROOT = "org.arenas";
    private static final String FIXTURE = "org.arenas.stackfixture";

    /**
     * The packages below the root, "" being the root itself. One imports only packages of columns to its left, so
     * packages of one column do not know each other, and there is no cycle.
     */
    private static final List<List<String>> COLUMNS = List.of(
            List.of(".error"),
            List.of(".monitor"),
            List.of(".lock"),
            List.of(""),
            List.of(".channel", ".offheap"),
            List.of(".pool", ".report"));

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(FIXTURE);

    @Test
    void shouldImportOnlyPackagesToTheLeft() {
        packagesAreAStack(ROOT).check(LIBRARY);
    }

    @Test
    void shouldImportAgronaOnlyInOffheap() {
        onlyOffheapImports("org.agrona..", ROOT).check(LIBRARY);
    }

    @Test
    void shouldNoticeAnImportFromTheRight() {
        assertThatThrownBy(() -> packagesAreAStack(FIXTURE).check(FIXTURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Field <" + FIXTURE + ".error.UsesLock.lock>");
    }

    @Test
    void shouldNoticeAnImportFromTheSameColumn() {
        assertThatThrownBy(() -> packagesAreAStack(FIXTURE).check(FIXTURES))
                .hasMessageContaining("Field <" + FIXTURE + ".channel.UsesOffheap.memory>");
    }

    @Test
    void shouldNoticeAPackageThatIsNotInTheStack() {
        assertThatThrownBy(() -> packagesAreAStack(FIXTURE).check(FIXTURES))
                .hasMessageContaining(FIXTURE + ".impl.Hidden is in none of the packages of the stack");
    }

    @Test
    void shouldAcceptAnImportFromTheLeft() {
        assertThatThrownBy(() -> packagesAreAStack(FIXTURE).check(FIXTURES))
                .hasMessageNotContaining("Field <" + FIXTURE + ".offheap.Memory.");
    }

    @Test
    void shouldNoticeAForeignImportOutsideOfOffheap() {
        assertThatThrownBy(() -> onlyOffheapImports("java.nio..", FIXTURE).check(FIXTURES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Field <" + FIXTURE + ".lock.Lock.bytes>")
                .hasMessageNotContaining("Field <" + FIXTURE + ".offheap.Memory.");
    }

    private static ArchRule packagesAreAStack(String root) {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("import only to the left") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                int column = column(root, item.getPackageName());
                if (column < 0) {
                    String message = item.getName() + " is in none of the packages of the stack";
                    events.add(SimpleConditionEvent.violated(item, message));
                    return;
                }
                for (Dependency dependency : item.getDirectDependenciesFromSelf()) {
                    String target = dependency.getTargetClass().getPackageName();
                    boolean ours = target.equals(root) || target.startsWith(root + '.');
                    if (ours && !target.equals(item.getPackageName()) && column(root, target) >= column) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        });
    }

    private static ArchRule onlyOffheapImports(String foreign, String root) {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .and()
                .resideOutsideOfPackage(root + ".offheap")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(foreign);
    }

    private static int column(String root, String packageName) {
        for (int column = 0; column < COLUMNS.size(); column++) {
            if (COLUMNS.get(column).stream().anyMatch(name -> packageName.equals(root + name))) {
                return column;
            }
        }
        return -1;
    }
}
