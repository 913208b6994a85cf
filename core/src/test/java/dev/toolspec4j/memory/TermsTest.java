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
        "日本語のメモ, '日本,本語,語の,のメ,メモ'",
        "ｶﾞｲﾄﾞ, 'ガイ,イド'",
        "カ\u3099イト\u3099, 'ガイ,イド'",
        "サーバー, 'サー,ーバ,バー'",
        "서버는, '서버,버는'",
        "\u1109\u1165\u1107\u1165, '서버'",
        "เซิร์ฟเวอร์, 'เซ,ซร,รฟ,ฟเ,เว,วอ,อร'",
        "Java17対応, 'java,17,java17,対応'",
        "हिन्दी, 'हनद'",
        "Straße STRASSE, 'strass,strass'",
        "ISPARTA ısparta, 'isparta,isparta'",
        "İzmir izmir, 'izmir,izmir'",
        "image_3f2a9c1b7d8e, 'imag,3f2a9c1b7d8e,3f2a9c1,image_3f2a9c1b7d8e'",
        "v1.2-14-g3f2a9c1, 'v,1,2,14,g,3f2a9c1,v1.2-14-g3f2a9c1'",
        "dancing1 deadbees1, 'danc,1,dancing1,deadbe,1,deadbees1'",
        "deadbee1 deadbee, 'deadbee1,deadbe,deadbe'",
        "I love it ❤\uFE0F 1\uFE0F\u20E3, 'love,1'",
        "\u0301, ''",
        "\uFDFA \uFDFA, 'صلىاللهعليهوسلم,صلىاللهعليهوسلم'",
        "what is it, ''",
        "🚀 % _ *, ''",
    })
    void yieldsTheTermsThatAreIndexed(String text, String terms) {
        assertThat(String.join(",", Terms.of(text))).isEqualTo(terms);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a_",
                "aB",
                "a.",
                "1a",
                "日",
                "é",
                "\u0301",
                "ガ\u0316\u0301",
                "\u0E01\u0316\u0301\u0316\u0301\u0316\u0301\u0316\u0301",
                "가",
                "g1a2b3c4_",
                "a-b_C1/"
            })
    void isLinearOnHostileText(String piece) {
        assertTimeout(Duration.ofSeconds(30), () -> Terms.of(piece.repeat(400_000 / piece.length())));
    }

    @Test
    void neverYieldsAnEmptyTermOrOneWithABlankWhateverTheCharacter() {
        for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
            if (Character.getType(point) != Character.SURROGATE) {
                String text = "x" + Character.toString(point) + " " + Character.toString(point) + "y-"
                        + Character.toString(point);

                assertThat(Terms.of(text))
                        .as("U+%04X", point)
                        .noneMatch(term -> term.isEmpty() || term.chars().anyMatch(Character::isWhitespace));
            }
        }
    }

    @Test
    void cutsALongWordBetweenCharacters() {
        assertThat(Terms.of("a" + "\uD801\uDC28".repeat(200)))
                .noneMatch(term -> Character.isSurrogate(term.charAt(term.length() - 1))
                        && Character.isHighSurrogate(term.charAt(term.length() - 1)));
    }
}
