internal import Notation

/// A Google Cloud universe, identified by the domain of its APIs and token servers.
package struct Universe: Hashable, Sendable, CustomStringConvertible {
    /// The domain, such as `googleapis.com`.
    package let domain: String

    /// Google's own cloud.
    package static let google = Universe(known: "googleapis.com")

    private init(known domain: String) { self.domain = domain }

    /// A universe, given its domain; nil unless the text is a domain name in lower case.
    package init?(_ domain: String) {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        let isLabel: (Substring) -> Bool = { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { $0.isLowercaseLetter || $0.isDigit || $0 == UInt8(ascii: "-") }
        }
        // The last label of a domain name has letters, that of an IP address is a number.
        guard labels.count > 1, domain.utf8.count <= 253, labels.allSatisfy(isLabel),
            labels.last?.contains(where: \.isLetter) == true
        else { return nil }
        self.domain = domain
    }

    package var description: String { domain }

    /// The base URL of the Datastream API.
    package var datastreamURL: String { "https://datastream.\(domain)" }

    /// The URL that exchanges assertions and refresh tokens for OAuth 2.0 tokens.
    var tokenURL: String { "https://oauth2.\(domain)/token" }
    /// The URL that exchanges other providers' tokens.
    var exchangeURL: String { "https://sts.\(domain)/v1/token" }

    /// The URL that issues a service account's token to another caller.
    func impersonationURL(of email: String) -> String {
        "https://iamcredentials.\(domain)/v1/projects/-/serviceAccounts/\(email):generateAccessToken"
    }
}

// MARK: - Which hosts may see a secret

extension Universe {
    /// The servers that issue tokens.
    enum Server: String {
        case oauth2, sts, iamcredentials
    }

    /// Returns a token server's URL from a file if its host is allowed.
    ///
    /// - Throws: which hosts are allowed, without repeating the URL.
    func checked(_ url: String, at servers: [Server]) throws(CredentialsProblem) -> String {
        // Old key files contain the address that preceded oauth2's.
        if url == "https://accounts.google.com/o/oauth2/token", servers.contains(.oauth2) { return tokenURL }
        let domains = self == .google ? [domain] : [domain, Self.google.domain]
        let hosts = domains.flatMap { domain in servers.map { "\($0.rawValue).\(domain)" } }
        for host in hosts {
            // Compared as text up to the path's slash, so that no URL parser can see another host in it.
            let prefix = "https://\(host)/"
            if url.hasPrefix(prefix), url.dropFirst(prefix.count).utf8.allSatisfy(Self.isPath) { return url }
        }
        throw CredentialsProblem(
            "secrets go only to https://\(hosts.joined(separator: " or https://")); this is another address")
    }

    private static func isPath(_ byte: UInt8) -> Bool {
        byte.isAlphanumeric || "/-_.~:@%".utf8.contains(byte)
    }
}
