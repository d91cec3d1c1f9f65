package org.arenas.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.arenas.HomePolicy;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Settings, and what of Akka is used")
class SettingsTest {
    private static ActorArenaSettings of(String config) {
        Config all = ConfigFactory.parseString(config).withFallback(ConfigFactory.defaultReference());
        return ActorArenaSettings.of(all.resolve());
    }

    @Test
    @DisplayName("have defaults")
    void shouldHaveDefaults() {
        assertThat(of("")).isEqualTo(new ActorArenaSettings(RestartPolicy.KEEP, HomePolicy.SUSPEND, MessageCheck.OFF));
    }

    @Test
    @DisplayName("are read from the configuration, quoted or not")
    void shouldReadValues() {
        assertThat(of("arenas.actors { on-restart = clear, home-policy = \"keep\", check-messages = log }"))
                .isEqualTo(new ActorArenaSettings(RestartPolicy.CLEAR, HomePolicy.KEEP, MessageCheck.LOG));
        assertThat(of("arenas.actors.check-messages = off").check()).isEqualTo(MessageCheck.OFF);
        assertThat(of("arenas.actors.check-messages = \"off\"").check()).isEqualTo(MessageCheck.OFF);
        assertThat(of("arenas.actors.on-restart = Replace").restart()).isEqualTo(RestartPolicy.REPLACE);
    }

    @Test
    @DisplayName("name the key and the values it may have if one is wrong")
    void shouldRejectValues() {
        assertThatThrownBy(() -> of("arenas.actors.on-restart = forget"))
                .isInstanceOf(ConfigException.BadValue.class)
                .hasMessageContaining("arenas.actors.on-restart")
                .hasMessageContaining("given=forget")
                .hasMessageContaining("[keep, clear, replace]");
    }

    @Test
    @DisplayName("only Akka's public API is used, and no other library's")
    void shouldUsePublicApiOnly() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.arenas.actors");
        // One class has to know of an internal exception; it says why.
        ArchRuleDefinition.noClasses()
                .that()
                .doNotBelongToAnyOf(OwningBehavior.class)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "akka..internal..", "akka..impl..", "akka.actor.dungeon..", "org.arenas.lock..", "org.agrona..")
                .check(classes);
    }
}
