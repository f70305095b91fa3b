/// Where a provider's token comes from.
enum SubjectTokenSource: Sendable {
    /// A file that the provider keeps up to date.
    case file(String, TokenFormat)
    /// The response to a GET.
    case url(String, headers: [HeaderField], TokenFormat)
    /// The output of a program.
    case executable(ExecutableSource)
    /// A signed AWS request, which proves the machine's role.
    case aws(AWSSource)

    /// A header field that the credentials file says to send.
    struct HeaderField: Sendable {
        let name: String
        let value: Secret
    }

    /// Reads the fields of `credential_source`.
    init(_ fields: CredentialFields, isAWS: Bool) throws(CredentialsProblem) {
        if isAWS {
            self = .aws(try AWSSource(fields))
            return
        }
        if let executable = try fields.object("executable") {
            self = .executable(try ExecutableSource(executable))
            return
        }
        guard fields["environment_id"] == nil else {
            throw fields.problem("environment_id", "only for the subject_token_type of AWS")
        }
        guard fields["certificate"] == nil else {
            throw fields.problem("certificate", "X.509 certificates are not supported; use a file, url or executable")
        }
        let format = try TokenFormat(try fields.object("format"))
        switch (try fields.path("file"), try fields.text("url")) {
        case (let path?, nil): self = .file(path, format)
        case (nil, .some):
            let url = try fields.checking("url") { url throws(CredentialsProblem) in try SourceURL.checked(url) }
            let headers = try fields.pairs("headers").map { HeaderField(name: $0.name, value: Secret($0.value)) }
            self = .url(url, headers: headers, format)
        case (.some, .some): throw fields.problem("url", "either a file or a url, not both")
        case (nil, nil): throw fields.problem("file", "missing, and so are url, executable and environment_id")
        }
    }
}

extension String {
    /// The text without surrounding white space: a line end left by an editor is not part of a token.
    var trimmed: String {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let bytes = Array(utf8)
        guard let first = bytes.firstIndex(where: { !space.contains($0) }),
            let last = bytes.lastIndex(where: { !space.contains($0) })
        else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }
}
