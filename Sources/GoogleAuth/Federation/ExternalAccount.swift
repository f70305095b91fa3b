internal import Notation

/// An identity of another provider that Google's token server accepts: workload identity federation.
struct ExternalAccount: Sendable {
    /// The full name of the pool's provider, by which Google knows it.
    let audience: String
    /// The type of token that the provider issues.
    let subjectTokenType: String
    /// The URL that exchanges the provider's token.
    let tokenURL: String
    /// Where the provider's token comes from.
    let source: SubjectTokenSource
    /// The service account to impersonate after the exchange; nil if the identity acts as itself.
    let impersonation: Impersonation?
    /// The OAuth client that authenticates to the token server, if the file names one.
    let client: OAuthClient?
    /// The project that a workforce pool user's requests count against.
    let userProject: String?

    /// The `subject_token_type` for AWS.
    static let awsTokenType = "urn:ietf:params:aws:token-type:aws4_request"

    /// Reads the fields of an `external_account` file.
    init(_ fields: CredentialFields, in universe: Universe) throws(CredentialsProblem) {
        audience = try fields.required("audience")
        subjectTokenType = try fields.required("subject_token_type")
        tokenURL =
            try fields.checkingIfPresent("token_url") { url throws(CredentialsProblem) in
                // Some files still contain the placeholder for the domain.
                try universe.checked(url.replacingUniverse(universe), at: [.sts, .oauth2])
            } ?? universe.exchangeURL
        guard let described = try fields.object("credential_source") else {
            throw fields.problem("credential_source", "missing")
        }
        source = try SubjectTokenSource(described, isAWS: subjectTokenType == Self.awsTokenType)
        impersonation = try Impersonation(ofExternalAccount: fields, in: universe)
        client = try OAuthClient(fields)
        userProject = try fields.text("workforce_pool_user_project")
        guard userProject == nil || isOfWorkforce else {
            throw fields.problem("workforce_pool_user_project", "only for a workforce pool")
        }
    }

    /// Whether the identity comes from a workforce pool, that is, belongs to a person.
    private var isOfWorkforce: Bool {
        let parts = audience.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count > 6 && parts.prefix(4).elementsEqual(["", "", "iam.googleapis.com", "locations"])
            && !parts[4].isEmpty && parts[5] == "workforcePools"
    }
}

extension String {
    fileprivate func replacingUniverse(_ universe: Universe) -> String {
        guard let place = firstRange(of: "{universe_domain}") else { return self }
        return String(self[..<place.lowerBound]) + universe.domain + String(self[place.upperBound...])
    }

    /// The first range at which a text occurs.
    func firstRange(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
