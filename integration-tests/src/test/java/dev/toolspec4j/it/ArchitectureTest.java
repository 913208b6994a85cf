package dev.toolspec4j.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Which package may need what, in every module. */
class ArchitectureTest {
    private static final Pattern TESTS = Pattern.compile(".*/(test|test-classes)/.*");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.matches(TESTS))
            .importPackages("dev.toolspec4j");

    @Test
    void everyModuleIsLookedAt() {
        assertThat(CLASSES.stream().map(type -> type.getPackageName()).distinct())
                .contains(
                        "dev.toolspec4j.tool",
                        "dev.toolspec4j.langchain4j",
                        "dev.toolspec4j.mcp",
                        "dev.toolspec4j.prompt",
                        "dev.toolspec4j.cli",
                        "dev.toolspec4j.testkit");
    }

    @Test
    void packagesFormNoCycles() {
        slices().matching("dev.toolspec4j.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void okHttpStaysWhereRequestsAreMade() {
        noClasses()
                .that(resideOutsideOfPackages("..a2a..", "..internal.http..", "..backend.platform..", "dev.toolspec4j"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("okhttp3..", "okio.."))
                .check(CLASSES);
    }

    @Test
    void jacksonStaysWhereJsonIsRead() {
        noClasses()
                .that(resideOutsideOfPackages("..internal.json..", "..a2a..", "dev.toolspec4j.tool"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson.."))
                .check(CLASSES);
        noClasses()
                .that(resideInAnyPackage("dev.toolspec4j.tool"))
                .and()
                .haveSimpleNameNotEndingWith("MetaSchemas")
                .and()
                .haveSimpleNameNotEndingWith("SchemaValidator")
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.fasterxml.jackson..", "com.networknt.."))
                .check(CLASSES);
    }

    @Test
    void jdbcStaysInItsBackend() {
        noClasses()
                .that(resideOutsideOfPackages("..backend.jdbc..", "dev.toolspec4j"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "com.zaxxer..", "org.sqlite.."))
                .check(CLASSES);
    }

    @Test
    void adaptersNeedNoInternals() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.toolspec4j.langchain4j..",
                        "dev.toolspec4j.mcp..",
                        "dev.toolspec4j.prompt..",
                        "dev.toolspec4j.cli..",
                        "dev.toolspec4j.testkit.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolspec4j.internal.."))
                .check(CLASSES);
    }

    @Test
    void coreKnowsNoFramework() {
        noClasses()
                .that(resideOutsideOfPackages(
                        "dev.toolspec4j.langchain4j..", "dev.toolspec4j.cli..", "dev.toolspec4j.testkit.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.langchain4j.."))
                .check(CLASSES);
    }

    @Test
    void nothingInCoreNeedsTheEntryPoint() {
        noClasses()
                .that(resideInAnyPackage(
                        "dev.toolspec4j.tool..",
                        "dev.toolspec4j.access..",
                        "dev.toolspec4j.telemetry..",
                        "dev.toolspec4j.workspace..",
                        "dev.toolspec4j.a2a..",
                        "dev.toolspec4j.delegation..",
                        "dev.toolspec4j.memory..",
                        "dev.toolspec4j.message..",
                        "dev.toolspec4j.backend..",
                        "dev.toolspec4j.builtin..",
                        "dev.toolspec4j.internal.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.toolspec4j"))
                .check(CLASSES);
    }

    @Test
    void noClassIsNamedAfterNothing() {
        noClasses()
                .should()
                .haveSimpleNameContaining("Util")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Impl")
                .check(CLASSES);
    }

    @Test
    void classesAreFinalUnlessMadeToBeExtended() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
