import Testing

@testable import GoogleAuth

@Suite struct SubjectTokenSourceTests {
    private func source(_ text: String) throws(CredentialsProblem) -> SubjectTokenSource {
        try SubjectTokenSource(CredentialFields(parsing: Array(text.utf8)), isAWS: false)
    }

    @Test(arguments: [
        ("{}", "file: missing, and so are url, executable and environment_id"),
        (#"{"file":"/t","url":"https://x.example"}"#, "url: either a file or a url, not both"),
        (#"{"url":"http://x.example"}"#, "url: plain http is for this machine and 169.254.169.254 only; use https"),
        (#"{"environment_id":"aws1"}"#, "environment_id: only for the subject_token_type of AWS"),
        (#"{"certificate":{}}"#, "certificate: X.509 certificates are not supported; use a file, url or executable"),
        (#"{"file":"/t","format":{"type":"xml"}}"#, "format.type: neither text nor json"),
        (#"{"file":"/t","format":{"type":"json"}}"#, "format.subject_token_field_name: missing"),
        (#"{"url":"https://x.example","headers":{"a":1}}"#, "headers.a: expected a string, found a number"),
    ])
    func `an invalid source is rejected with the field's name`(text: String, told: String) {
        #expect(throws: CredentialsProblem(told)) { try source(text) }
    }

    @Test(arguments: [
        ("t0ken", "t0ken"), ("t0ken\n", "t0ken"), ("t0ken\r\n", "t0ken"), (" t0ken\n\n", "t0ken"),
    ])
    func `the newline after a token is not part of it`(text: String, token: String) throws {
        #expect(try TokenFormat.text.token(in: Array(text.utf8)).revealed == token)
    }

    @Test func `a token may be a member of a JSON object`() throws {
        let format = TokenFormat.json(field: "id_token")
        #expect(try format.token(in: Array(#"{"id_token":"t\n"}"#.utf8)).revealed == "t")
        #expect(throws: CredentialsProblem("id_token: missing")) { try format.token(in: Array("{}".utf8)) }
        #expect(throws: CredentialsProblem.self) { try format.token(in: Array("s3cret".utf8)) }
    }

    @Test(arguments: ["", "\n", "a\u{0}b", "a\nb"])
    func `text that is not a token is rejected`(text: String) {
        #expect(throws: CredentialsProblem.self) { try TokenFormat.text.token(in: Array(text.utf8)) }
    }
}
