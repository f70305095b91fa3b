/// A cloud of Google's own kind: the domain below which its APIs and token servers are.
package struct Universe: Hashable, Sendable, CustomStringConvertible {
    /// The domain, as in `googleapis.com`.
    package let domain: String

    /// Google's own cloud.
    package static let google = Universe(known: "googleapis.com")

    private init(known domain: String) { self.domain = domain }

    /// A universe by its domain; nil for what is no domain name in lower case.
    package init?(_ domain: String) {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let isLabel: (Substring) -> Bool = { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        }
        // The last label of a name is a word; of an address it is a number.
        guard labels.count > 1, domain.utf8.count <= 253, labels.allSatisfy(isLabel),
            labels.last?.contains(where: \.isLetter) == true
        else { return nil }
        self.domain = domain
    }

    /// The domain.
    package var description: String { domain }

    /// The base URL of the Datastream API.
    package var datastreamURL: String { "https://datastream.\(domain)" }

    /// Where OAuth 2.0 tokens are had for assertions and refresh tokens.
    var tokenURL: String { "https://oauth2.\(domain)/token" }
    /// Where tokens of others are exchanged.
    var exchangeURL: String { "https://sts.\(domain)/v1/token" }

    /// Where a token of a service account is had for a token of another caller's.
    func impersonationURL(of email: String) -> String {
        "https://iamcredentials.\(domain)/v1/projects/-/serviceAccounts/\(email):generateAccessToken"
    }
}

// MARK: - Which hosts may see a secret

extension Universe {
    /// The servers that give tokens.
    enum Server: String {
        case oauth2, sts, iamcredentials
    }

    /// The URL of a token server in a file, unless it leads anywhere else.
    ///
    /// - Throws: which hosts are allowed; the URL itself is not repeated.
    func checked(_ url: String, at servers: [Server]) throws(CredentialsProblem) -> String {
        // Old key files have the address that came before oauth2's.
        if url == "https://accounts.google.com/o/oauth2/token", servers.contains(.oauth2) { return tokenURL }
        let domains = self == .google ? [domain] : [domain, Self.google.domain]
        let hosts = domains.flatMap { domain in servers.map { "\($0.rawValue).\(domain)" } }
        for host in hosts {
            // Compared as text up to the path's slash, so that no reader of URLs can see another host in it.
            let prefix = "https://\(host)/"
            if url.hasPrefix(prefix), url.dropFirst(prefix.count).utf8.allSatisfy(Self.isPath) { return url }
        }
        throw CredentialsProblem(
            "secrets go only to https://\(hosts.joined(separator: " or https://")); this is another address")
    }

    private static func isPath(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "/-_.~:@%".utf8.contains(byte)
        }
    }
}
