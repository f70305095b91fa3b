/// A service account in whose name a caller acts.
struct Impersonation: Sendable, Equatable {
    /// Where its tokens are had.
    let url: String
    /// The account's address.
    let email: String
    /// The accounts through which the right is handed on; nil for none.
    let delegates: [String]?
    /// How long its tokens live, in seconds.
    let lifetime: Int

    /// An account by its address.
    init(email: String, in universe: Universe) throws(CredentialsProblem) {
        guard ServiceAccountName.isName(email) else { throw CredentialsProblem("not the address of a service account") }
        self.email = email
        url = universe.impersonationURL(of: email)
        delegates = nil
        lifetime = 3_600
    }

    /// What a file of the type `external_account` says of it; nil when it says nothing.
    init?(ofExternalAccount fields: JSONFields, in universe: Universe) throws(CredentialsProblem) {
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

    /// What a file of the type `impersonated_service_account` says of it.
    init(ofImpersonated fields: JSONFields, in universe: Universe) throws(CredentialsProblem) {
        // Of the URL the address alone counts, as in Google's own library.
        email = try Self.target(fields, universe).email
        url = universe.impersonationURL(of: email)
        delegates = try fields.texts("delegates")
        lifetime = 3_600
    }

    private static func target(
        _ fields: JSONFields, _ universe: Universe
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
