package dev.toolspec4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples are put together at run time, so that no scanner takes this file for a leak. */
final class SecretRedactorTest {
    private static final String ALNUM = "aB3dE5gH7jK9mN1pQ2sT4vW6xY8zA0cF2hL5nR8tU1wZ3bD6";

    private final SecretRedactor redactor = SecretRedactor.standard();

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of("the key is ", "sk-" + ALNUM.substring(0, 24), "", "SK_TOKEN"),
                Arguments.of("use ", "sk-ant-api03-" + ALNUM, " for it", "SK_TOKEN"),
                Arguments.of("push with ", "ghp_" + ALNUM.substring(0, 36), ".", "GITHUB_TOKEN"),
                Arguments.of("", "ghs_" + ALNUM.substring(0, 36), "", "GITHUB_TOKEN"),
                Arguments.of("", "github_pat_" + (ALNUM + ALNUM).substring(0, 82), "", "GITHUB_TOKEN"),
                Arguments.of("aws id ", "AKIA" + "IOSFODNN7EXAMPLE", "", "AWS_KEY"),
                Arguments.of(
                        "bot ", "xoxb-" + "123456789012-1234567890123-" + ALNUM.substring(0, 24), "", "SLACK_TOKEN"),
                Arguments.of(
                        "https://hooks.slack.com/services/",
                        "T00000000/B00000000/" + ALNUM.substring(0, 24),
                        "",
                        "SLACK_WEBHOOK"),
                Arguments.of("ci uses ", "glpat-" + ALNUM.substring(0, 20), "", "GITLAB_TOKEN"),
                Arguments.of("maps ", "AIza" + ALNUM.substring(0, 35), "", "GOOGLE_KEY"),
                Arguments.of("", "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0In0." + ALNUM.substring(0, 30), "", "JWT"),
                Arguments.of("curl -H 'Authorization: Bearer ", "abcd1234", "' x", "BEARER_TOKEN"),
                Arguments.of("send Bearer ", ALNUM.substring(0, 20), " there", "BEARER_TOKEN"),
                Arguments.of("password: ", "hunter2", "", "PASSWORD"),
                Arguments.of("password: ", "swordfish", "", "PASSWORD"),
                Arguments.of("ALTER USER bob WITH PASSWORD '", "swordfish", "';", "PASSWORD"),
                Arguments.of("CREATE USER bob IDENTIFIED BY '", "it''s me", "';", "PASSWORD"),
                Arguments.of("Das Passwort ist ", "hunter2", ".", "PASSWORD"),
                Arguments.of("\"password\": \"", "correct horse battery", "\"", "PASSWORD"),
                Arguments.of("The password is ", "Tr0ub4dor&3", "", "PASSWORD"),
                Arguments.of("jdbc:postgresql://app:", "s3cr3t!", "@db.internal/shop", "PASSWORD"),
                Arguments.of("OPENAI_API_KEY=", "abc123def456", "", "API_KEY"),
                Arguments.of("export DEPLOY_TOKEN=", "t0ken-value-1", "", "TOKEN"),
                Arguments.of("CLIENT_SECRET=", "v3ry.s3cr3t", "", "SECRET"),
                Arguments.of("{\"apiKey\": \"", "q1w2e3r4t5y6", "\"}", "API_KEY"),
                Arguments.of("key = ", "A".repeat(38) + "+/", "", "KEY"),
                Arguments.of("token=", "b".repeat(44), "", "TOKEN"),
                Arguments.of("DEPLOY_TOKEN=", "onlyletters", "", "TOKEN"),
                Arguments.of("MY_API_KEY=", "onlyletters", " next", "API_KEY"),
                Arguments.of("CLIENT_SECRET='", "onlyletters", "'", "SECRET"),
                Arguments.of("DB_PASS=", "s3cr3tpw", "", "PASSWORD"),
                Arguments.of("**Password:** ", "hunter2", "", "PASSWORD"),
                Arguments.of("password:        ", "hunter2", "", "PASSWORD"),
                Arguments.of("password: ", "$ecret99!", "", "PASSWORD"),
                Arguments.of("password: \"", "it's a secret", "\"", "PASSWORD"),
                Arguments.of("{\"password\":\"", "abc\\\"def", "\"}", "PASSWORD"),
                Arguments.of("{\\\"password\\\": \\\"", "hunter2", "\\\"}", "PASSWORD"),
                Arguments.of("password: |\n  ", "hunter2", "\nnext: 1", "PASSWORD"),
                Arguments.of("password:\n  ", "hunter2", "\n", "PASSWORD"),
                Arguments.of("<password>", "hunter2", "</password>", "PASSWORD"),
                Arguments.of("mysql --password ", "hunter2", "", "PASSWORD"),
                Arguments.of("curl -u admin:", "hunter2", " https://x.example", "PASSWORD"),
                Arguments.of("the root password for db01 is ", "hunter2", ".", "PASSWORD"),
                Arguments.of("jdbc:mysql://h/db?user=root&password=", "hunter2", "&ssl=true", "PASSWORD"),
                Arguments.of("jdbc:oracle:thin:scott/", "tiger99", "@host:1521:orcl", "PASSWORD"),
                Arguments.of("Authorization: ", "abc123def456", "", "BEARER_TOKEN"),
                Arguments.of("API key: ", "abc123def456", "", "API_KEY"),
                Arguments.of("the API key is ", "abc123def456", ".", "SECRET"),
                Arguments.of("signing-key=", "0123456789abcdef0123456789abcdef", "", "API_KEY"),
                Arguments.of("AWS_SECRET_ACCESS_KEY=", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "", "API_KEY"),
                Arguments.of("", "dckr_" + "pat_" + ALNUM.substring(0, 27), "", "DOCKER_TOKEN"),
                Arguments.of("", "dop_" + "v1_" + "0123456789abcdef".repeat(4), "", "DIGITALOCEAN_TOKEN"),
                Arguments.of("", "hvs" + "." + ALNUM, "", "VAULT_TOKEN"),
                Arguments.of("", "Abc8Q~" + "dEfGhIjKlMnOpQrStUvWxYz0123456789a", "", "AZURE_SECRET"),
                Arguments.of("https://x.example/c?sv=1&sig=", "abc%2Bdef123ghiJKL456mno", "", "SIGNATURE"),
                Arguments.of("", "ctx7_" + ALNUM.substring(0, 16), "", "CTX7_TOKEN"),
                Arguments.of("blob ", ALNUM, " end", "BASE64_BLOB"),
                Arguments.of(
                        "",
                        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----",
                        "\nok",
                        "PRIVATE_KEY"),
                Arguments.of("", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1r", "", "PRIVATE_KEY"));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void replacesASecretByItsTypeAndKeepsWhatIsAroundIt(String before, String secret, String after, String label) {
        String clean = redactor.redact(before + secret + after);

        assertThat(clean).isEqualTo(before + "[REDACTED:" + label + "]" + after);
        assertThat(redactor.redact(clean)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "const password = await prompt('Password?');",
                "user.password = new Secret(value);",
                "The password is sha256-hashed.",
                "licenseKey: Apache-2.0",
                "encryption key: AES-256-GCM",
                "id_token: RS256-signed",
                "compiler pass: 12ms",
                "Fixed in 3f2a9c1b7d8e4f5061728394a5b6c7d8e9f00112 on main",
                "commit 3f2a9c1 broke the build",
                "digest sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "\"integrity\": \"sha512-Gd2UZBJDkXlY7GbJxfsE8/nvKkUEU1G38c1siN6QP6a9PT9MmHB8GnpscSmMJSoF8LOIrt8ud/wPtojys4G6+g==\"",
                "request 550e8400-e29b-41d4-a716-446655440000 timed out",
                "see core/src/main/java/dev/toolspec4j/backend/jdbc/JdbcMemoryStore2Test.java line 40",
                "C:\\Users\\Build01\\AppData\\Local\\Temp\\Toolspec4j\\TestResults2026.xml",
                "com.example.billing.InvoiceServiceImplementationFactoryBeanPostProcessor2",
                "the bearer of bad news",
                "Bearer authentication is required",
                "password: must contain a digit",
                "the password is stored hashed",
                "password = getPassword()",
                "String password = request.getParameter(\"password\");",
                "if (password == null) throw",
                "password: process.env.DB_PASSWORD",
                "password=os.environ['PW']",
                "password: str",
                "password: n/a",
                "password: 8-64 characters",
                "password: !vault |",
                "password: {{ vault_password }}",
                "password:\n  type: string\n  format: password",
                "The password was changed on 2024-05-01",
                "run `pwd`: it prints the folder; pwd=/srv, PWD=~/x",
                "pass: 12, fail: 3",
                "docker run --user 1000:1000 -u app:app image2",
                "secret: kubernetes/app-db1",
                "private_key: ~/.ssh/id_ed25519",
                "cache_key=3f2a9c1b7d8e4f5061728394a5b6c7d8e9f00112",
                "idempotency key = 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl user@host",
                "Use the Authorization: Bearer header; the authorization: token based",
                "MyVeryLongClassNameWithManyHumps2AndDigits3AndMoreHumps4Factory5Impl",
                "sk-learn-contrib-2024-release",
                "ipfs QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWKPBdG",
                "owner 0xde0B295669a9FD93d5F28D9Ec85E40f4cb697BAe",
                "MAX_TOKEN=4096 CI_TOKEN=$CI_JOB_TOKEN APP_SECRET=${APP_SECRET} X_API_KEY=",
                "password reset is at /account/reset",
                "\"password\": \"string\"",
                "DB_PASSWORD=${DB_PASSWORD}",
                "MAX_TOKENS=4096 and token count: 12345",
                "the primary key is order_id, the sort key is created_at",
                "tokens are kept in the platform's token file",
                "sk-learn is a library; so is sk-image",
                "risk-assessment-for-the-second-quarter-report",
                "ghp_tooShort and AKIASHORT stay",
                "https://example.org/a/very/long/path/that/goes/on/and/on?page=2&sort=asc",
                "ssh key fingerprint SHA256:uNiVztksCsDhcc0u9e8BgrJXVGDS7RkS0mQ1wI2XkzE",
                "git@github.com:acme/shop.git",
                "order_20260122_AB12CD34EF56_shipped_to_customer_0042",
            })
    void leavesOrdinaryTextAlone(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN RSA PRIVATE KEY-----",
                "eyJ",
                "eyJa.",
                "sk-",
                "password:",
                "password:\"",
                "key=",
                "://a:",
                "Bearer ",
                "aA1",
                "xoxb-",
                "_token=",
                "A",
                "secret secret",
                "authorization: bearer ",
                "AIza",
                "ya29.",
                "api_key",
                "[",
                "://",
                "key = ",
                "token: \"",
                "github_pat_",
                "a.b/c-d_e",
                "a:b@",
                "curl -u a:",
                "curl ",
                "mysql -p",
                "password for a ",
                "password is ",
                "password:\n  ",
                "password:\"\\",
                "password=a&",
                "password=\\",
                "sk-a-",
                "A_TOKEN=",
                "Private-Lines: 1\nAAAA\n",
                "aaa8Q~",
                "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"
            })
    void isLinearOnHostileText(String piece) {
        String hostile = piece.repeat(400_000 / piece.length());

        Assertions.assertTimeout(Duration.ofSeconds(30), () -> redactor.redact(hostile));
    }

    @Test
    void takesTextOfAnyLengthWithoutRunningOutOfStack() {
        assertThatCode(() -> redactor.redact("-----BEGIN PRIVATE KEY-----" + "x\n".repeat(500_000)))
                .doesNotThrowAnyException();
    }
}
