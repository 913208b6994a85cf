package dev.toolspec4j.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {
    private static final Section NOTES = new Section("notes", "Notes", "");

    @Test
    void keepsTheOrderOfToolsAndSections() {
        ToolSpec a = Samples.tool("zulu").build();
        ToolSpec b = Samples.tool("alpha").section(NOTES).build();
        ToolSpec c = Samples.tool("mike").build();
        ToolRegistry registry = Samples.registry(a, b, c);

        assertThat(registry.specs()).containsExactly(a, b, c).isUnmodifiable();
        assertThat(registry.sections()).containsExactly(Samples.MAIL, NOTES);
        assertThat(registry.in(Samples.MAIL)).containsExactly(a, c);
        assertThat(registry.in(NOTES)).containsExactly(b);
        assertThat(registry.find("alpha")).contains(b);
        assertThat(registry.find("Alpha")).isEmpty();
    }

    @Test
    void refusesNamesThatClashIgnoringCaseFormerOnesIncluded() {
        refuses("'Run'", Samples.tool("run").build(), Samples.tool("Run").build());
        refuses("formerly 'old'", Samples.tool("old").build(), Samples.formerly("run", "old"));
        refuses("formerly 'OLD'", Samples.formerly("a", "old"), Samples.formerly("b", "OLD"));
        refuses("formerly 'RUN'", Samples.formerly("run", "RUN"));
        refuses("'run'", Samples.tool("run").build(), Samples.tool("run").build());
    }

    @Test
    void refusesTwoSectionsWithOneId() {
        refuses(
                "section 'mail' differs",
                Samples.tool("a").build(),
                Samples.tool("b").section(new Section("mail", "Post", "")).build());
    }

    @Test
    void refusesReferencesToToolsThatAreNotThere() {
        refuses(
                "tool 'a' refers to '{tool:b}'",
                Samples.tool("a").whenToUse("See {tool:b}.").build());
        refuses(
                "refers to '{tool: a}'",
                Samples.tool("a").whenToUse("See {tool: a}.").build());
        refuses("without its end", Samples.tool("a").whenToUse("See {tool:a.").build());
        refuses(
                "section 'notes' refers to '{tool:b}'",
                Samples.tool("a")
                        .section(new Section("notes", "Notes", "Or {tool:b}."))
                        .build());
    }

    private static void refuses(String reason, ToolSpec... specs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Samples.registry(specs))
                .withMessageContaining(reason);
    }

    @Test
    void changesMakeNewRegistriesAndKeepInterceptors() {
        ToolRegistry registry = Samples.registry(
                        Samples.tool("a").build(), Samples.tool("b").build())
                .intercepted((spec, call, next) -> ToolResult.text("intercepted"));

        assertThat(names(registry.with(Samples.tool("c").build()))).containsExactly("a", "b", "c");
        assertThat(names(registry.without("a"))).containsExactly("b");
        assertThat(names(registry.only(spec -> spec.name().equals("a")))).containsExactly("a");
        assertThat(names(registry.replace("a", spec -> Samples.tool("z").build())))
                .containsExactly("z", "b");
        assertThat(names(registry)).containsExactly("a", "b");
        List.of(
                        registry.with(Samples.tool("c").build()),
                        registry.without("a"),
                        registry.only(spec -> true),
                        registry.replace("a", UnaryOperator.identity()))
                .forEach(changed -> assertThat(
                                changed.call("b", "{}", CallContext.none()).text())
                        .isEqualTo("intercepted"));
    }

    @Test
    void changesOfToolsThatAreNotThereAreRefused() {
        ToolRegistry registry = Samples.registry(Samples.tool("a").build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.without("b"))
                .withMessage("no tool is named 'b'; there are [a]");
        assertThatIllegalArgumentException().isThrownBy(() -> registry.replace("b", UnaryOperator.identity()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.with(Samples.tool("A").build()));
    }

    @Test
    void guidanceShowsNamesAsTheHostSpellsThem() {
        ToolSpec a = Samples.tool("a")
                .whenToUse("First {tool:b}, then {tool:a}. $1 {x}")
                .build();
        ToolRegistry registry = Samples.registry(a, Samples.tool("b").build());

        assertThat(registry.guidance(a, name -> "mcp__$team__" + name))
                .isEqualTo("First mcp__$team__b, then mcp__$team__a. $1 {x}");
    }

    @Test
    void paragraphsAboutRemovedToolsAreNotShown() {
        Section section = new Section("mail", "Mail", "Always a.\n\nWith {tool:b} too.");
        ToolSpec a = Samples.tool("a")
                .section(section)
                .whenToUse("Use it.\r\n\r\nAfter {tool:b}:\nask {tool:c}.\n\n\nEnd with {tool:a}.")
                .build();
        ToolRegistry all = Samples.registry(
                a,
                Samples.tool("b").section(section).build(),
                Samples.tool("c").section(section).build());

        ToolRegistry fewer = all.without("b");

        assertThat(fewer.guidance(a, UnaryOperator.identity())).isEqualTo("Use it.\n\nEnd with a.");
        assertThat(fewer.guidance(section, UnaryOperator.identity())).isEqualTo("Always a.");
        assertThat(fewer.without("c").guidance(a, UnaryOperator.identity())).isEqualTo("Use it.\n\nEnd with a.");
        assertThat(fewer.with(Samples.tool("b").section(section).build()).guidance(section, UnaryOperator.identity()))
                .isEqualTo("Always a.\n\nWith b too.");
    }

    private static List<String> names(ToolRegistry registry) {
        return registry.specs().stream().map(ToolSpec::name).toList();
    }
}
