/// The rule for URLs in a `credential_source`: https anywhere, plain http only on this machine and its link.
enum SourceURL {
    /// The hosts allowed over plain http: this machine, and the two addresses at which clouds serve metadata.
    private static let near = ["localhost", "127.0.0.1", "[::1]", "169.254.169.254", "[fd00:ec2::254]"]

    /// Returns the URL if it follows the rule.
    ///
    /// - Throws: what is wrong, without repeating the URL, since it may contain a password.
    static func checked(_ url: String) throws(CredentialsProblem) -> String {
        guard url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw CredentialsProblem("not a URL")
        }
        let rest: Substring
        if url.hasPrefix("https://") {
            rest = url.dropFirst(8)
        } else if url.hasPrefix("http://") {
            rest = url.dropFirst(7)
        } else {
            throw CredentialsProblem("not a URL of https or http")
        }
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !authority.isEmpty, !authority.contains("@") else {
            throw CredentialsProblem("a URL with a host and without credentials is wanted")
        }
        guard url.hasPrefix("https://") || near.contains(host(of: authority)) else {
            throw CredentialsProblem("plain http is for this machine and 169.254.169.254 only; use https")
        }
        return url
    }

    /// The host without its port.
    private static func host(of authority: Substring) -> String {
        guard authority.hasPrefix("[") else {
            return authority.prefix { $0 != ":" }.lowercased()
        }
        guard let end = authority.firstIndex(of: "]") else { return "" }
        let after = authority[authority.index(after: end)...]
        return after.isEmpty || after.hasPrefix(":") ? authority[...end].lowercased() : ""
    }
}
