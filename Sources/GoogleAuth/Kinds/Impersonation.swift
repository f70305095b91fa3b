/// A service account that a caller impersonates.
struct Impersonation: Sendable, Equatable {
    /// The URL that issues its tokens.
    let url: String
    /// The account's email address.
    let email: String
    /// The delegation chain, that is, the accounts between the caller and this one; nil for none.
    let delegates: [String]?
    /// The lifetime of its tokens, in seconds.
    let lifetime: Int

    /// An account, given its email address.
    init(email: String, in universe: Universe) throws(CredentialsProblem) {
        guard ServiceAccountName.isName(email) else { throw CredentialsProblem("not the address of a service account") }
        self.email = email
        url = universe.impersonationURL(of: email)
        delegates = nil
        lifetime = 3_600
    }

    /// Reads the impersonation from an `external_account` file; nil if the file has none.
    init?(ofExternalAccount fields: CredentialFields, in universe: Universe) throws(CredentialsProblem) {
        guard fields["service_account_impersonation_url"] != nil else { return nil }
        (url, email) = try Self.target(fields, universe)
        delegates = nil
        let options = try fields.object("service_account_impersonation")
        let seconds = try options?.number("token_lifetime_seconds") ?? 3_600
        guard (600...43_200).contains(seconds) else {
            throw CredentialsProblem(
                "service_account_impersonation.token_lifetime_seconds: must be from 600 to 43200")
        }
        lifetime = Int(seconds)
    }

    /// Reads the impersonation from an `impersonated_service_account` file.
    init(ofImpersonated fields: CredentialFields, in universe: Universe) throws(CredentialsProblem) {
        // Only the email address in the URL is used, as in Google's own library.
        email = try Self.target(fields, universe).email
        url = universe.impersonationURL(of: email)
        delegates = try fields.texts("delegates")
        lifetime = 3_600
    }

    private static func target(
        _ fields: CredentialFields, _ universe: Universe
    ) throws(CredentialsProblem) -> (url: String, email: String) {
        try fields.checking("service_account_impersonation_url") { url throws(CredentialsProblem) in
            let url = try universe.checked(url, at: [.iamcredentials])
            let ending = ":generateAccessToken"
            guard url.hasSuffix(ending), let email = url.dropLast(ending.count).split(separator: "/").last,
                ServiceAccountName.isName(String(email))
            else { throw CredentialsProblem("does not end in ACCOUNT:generateAccessToken") }
            return (url, String(email))
        }
    }
}
