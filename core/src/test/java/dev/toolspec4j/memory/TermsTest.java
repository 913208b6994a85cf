package dev.toolspec4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TermsTest {
    @ParameterizedTest
    @CsvSource({
        "The deploys were running, 'deploi,run'",
        "InvoiceService.java, 'invoic,servic,java,invoiceservice.java'",
        "recall_memory, 'recal,memori,recall_memory'",
        "PR #2237, 'pr,2237'",
        "ORA-00942, 'ora,00942,ora-00942'",
        "E0308, 'e,0308,e0308'",
        "parseHTTPHeader, 'pars,http,header,parsehttpheader'",
        "commit 3f2a9c1b7d8e, 'commit,3f2a9c1b7d8e,3f2a9c1'",
        "naïve Café, 'naiv,cafe'",
        "日本語, '日本,本語'",
        "what is it, ''",
        "🚀 % _ *, ''",
    })
    void yieldsTheTermsThatAreIndexed(String text, String terms) {
        assertThat(String.join(",", Terms.of(text))).isEqualTo(terms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a_", "aB", "a.", "1a", "日", "é", "\u0301", "a-b_C1/"})
    void isLinearOnHostileText(String piece) {
        assertTimeout(Duration.ofSeconds(30), () -> Terms.of(piece.repeat(400_000 / piece.length())));
    }

    @Test
    void neverYieldsATermWithABlank() {
        assertThat(Terms.of("a b\tc\nd\u00a0e\u2003f g'h – i…j"))
                .noneMatch(term -> term.chars().anyMatch(Character::isWhitespace));
    }
}
