internal import Notation

/// An identity of another provider, which Google's token server takes for one of its own: workload identity federation.
struct ExternalAccount: Sendable {
    /// The provider as Google knows it: the full name of a pool's provider.
    let audience: String
    /// What kind of token the provider gives.
    let subjectTokenType: String
    /// Where the provider's token is exchanged.
    let tokenURL: String
    /// Where the provider's token comes from.
    let source: SubjectTokenSource
    /// The service account that is then impersonated; nil when the identity acts in its own name.
    let impersonation: Impersonation?
    /// The client that the token server asks to name itself.
    let client: OAuthClient?
    /// The project that the requests of a person of a workforce pool count for.
    let userProject: String?

    /// The `subject_token_type` of AWS.
    static let awsTokenType = "urn:ietf:params:aws:token-type:aws4_request"

    /// Reads the fields of a file of the type `external_account`.
    init(_ fields: JSONFields, in universe: Universe) throws(CredentialsProblem) {
        audience = try fields.required("audience")
        subjectTokenType = try fields.required("subject_token_type")
        tokenURL =
            try fields.checkingIfPresent("token_url") { url throws(CredentialsProblem) in
                // Some files have the domain's place unfilled.
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

    /// Whether the identity is a person's.
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

    /// Where a text first stands.
    func firstRange(of part: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(part) { return start..<index(start, offsetBy: part.count) }
            start = index(after: start)
        }
        return nil
    }
}
