import Testing

@testable import GoogleAuth

@Suite struct TokenAnswerTests {
    private func lifetime(_ expiresIn: String) throws(CredentialsProblem) -> Duration {
        let body = #"{"access_token":"t","token_type":"Bearer","expires_in":\#(expiresIn)}"#
        return try TokenAnswer.token(in: Array(body.utf8)).token.lifetime
    }

    @Test(arguments: [
        ("3599", 3_599), ("\"3599\"", 3_599), ("3599.9", 3_599), ("1", 1), ("43200", 43_200), ("43201", 43_200),
        ("1e18", 43_200), ("\"1e300\"", 43_200), ("null", 300), ("99999999999999999999", 43_200), ("1e400", 43_200),
        ("18446744073709551616", 43_200), ("\"99999999999999999999\"", 43_200), ("\"1e400\"", 43_200),
        ("\"inf\"", 43_200),
        ("123456789012345678901234567890.5E+12", 43_200), (String(repeating: "9", count: 5_000), 43_200),
    ])
    func `a lifetime is a number of seconds, possibly in a string, and is bounded`(text: String, seconds: Int) throws {
        #expect(try lifetime(text) == .seconds(seconds))
    }

    @Test(arguments: [
        "0", "-1", "0.5", "\"\u{78}\"", "\"\"", "true", "[]", "{}", "\"nan\"", "-1e300", "-1e400",
        "-99999999999999999999",
        "1e-400",
    ])
    func `an invalid lifetime does not invalidate the token`(text: String) throws {
        #expect(try lifetime(text) == TokenAnswer.lifetimeUnsaid)
    }

    @Test(arguments: [
        "01", "1e", "99999999999999999999x", "1.e400", "+1e400", "099999999999999999999", "1e400e400", "--1e400",
    ])
    func `a malformed number is not JSON`(text: String) {
        #expect { try lifetime(text) } throws: { "\($0)".hasPrefix("not JSON: ") }
    }

    @Test(arguments: [
        #"{}"#, #"{"access_token":""}"#, #"{"access_token":null}"#, #"{"access_token":"a\r\nX: y"}"#,
        #"{"access_token":"é"}"#, #"{"access_token":"a b"}"#, #"{"access_token":12}"#,
        #"{"access_token":"t","token_type":"mac"}"#, "<html>", "", "[]", #"{"access_token":"t"#,
        #"{"access_token":"\#(String(repeating: "x", count: 70_000))"}"#,
    ])
    func `an answer without a usable token is refused`(body: String) {
        #expect { try TokenAnswer.token(in: Array(body.utf8)) } throws: { !"\($0)".contains("X: y") }
    }

    @Test func `a token that is too long for a header is said to be so`() {
        let body = #"{"access_token":"\#(String(repeating: "x", count: 70_000))"}"#
        #expect { try TokenAnswer.token(in: Array(body.utf8)) } throws: { "\($0)".hasSuffix("longer than 65536 bytes") }
    }

    @Test func `a refresh token in the answer is kept apart`() throws {
        let body = #"{"access_token":"t","refresh_token":"next","expires_in":3599,"token_type":"bearer"}"#
        let read = try TokenAnswer.token(in: Array(body.utf8))
        #expect(read.refreshToken?.revealed == "next" && read.token.token.revealed == "t")
    }

    @Test(
        arguments: [
            ("2023-11-14T23:13:20Z", 3_600), ("2023-11-14T22:13:21Z", 1), ("9999-12-31T23:59:59Z", 43_200),
            ("2023-11-14T22:13:20Z", nil), ("2000-01-01T00:00:00Z", nil), ("soon", nil), ("", nil),
        ] as [(String, Int?)])
    func `an impersonated token expires at the given time`(time: String, seconds: Int?) throws {
        let body = Array(#"{"accessToken":"t","expireTime":"\#(time)"}"#.utf8)
        let token = try? TokenAnswer.impersonatedToken(in: body, at: 1_700_000_000)
        #expect(token?.lifetime == seconds.map { .seconds($0) })
    }

    @Test func `a clock that is far off gives no negative lifetime`() throws {
        let body = Array(#"{"accessToken":"t","expireTime":"2023-11-14T23:13:20Z"}"#.utf8)
        #expect(try TokenAnswer.impersonatedToken(in: body, at: .min).lifetime == TokenAnswer.longestLifetime)
    }

    @Test(
        arguments: [
            (#"{"error":"invalid_grant","error_description":"s3cret"}"#, "invalid_grant"),
            (#"{"error":{"code":403,"status":"PERMISSION_DENIED","message":"s3cret"}}"#, "PERMISSION_DENIED"),
            (#"{"error":"free text with s3cret"}"#, nil), ("<html>", nil), ("", nil), (#"{"error":12}"#, nil),
            (#"{"error":"\#(String(repeating: "a", count: 65))"}"#, nil),
        ] as [(String, String?)])
    func `only the code of an error is reported`(body: String, code: String?) {
        #expect(TokenAnswer.errorCode(in: Array(body.utf8)) == code)
    }
}
