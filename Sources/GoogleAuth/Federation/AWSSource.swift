/// Where an AWS machine gets its role and keys, and which request it signs with them.
struct AWSSource: Sendable {
    /// The URL of the region; nil if the environment names it.
    let regionURL: String?
    /// The URL of the role's name, with the role's keys below it; nil if the environment has the keys.
    let credentialsURL: String?
    /// The URL that starts a session with the metadata server; nil if the server needs no session.
    let sessionURL: String?
    /// The URL of the request to sign, with `{region}` as the placeholder for the region.
    let verificationURL: String

    /// Reads the fields of `credential_source`.
    init(_ fields: CredentialFields) throws(CredentialsProblem) {
        guard try fields.required("environment_id") == "aws1" else {
            throw fields.problem("environment_id", "aws1 is the only version of AWS' that is known")
        }
        func url(_ key: String) throws(CredentialsProblem) -> String? {
            try fields.checkingIfPresent(key) { url throws(CredentialsProblem) in try SourceURL.checked(url) }
        }
        regionURL = try url("region_url")
        credentialsURL = try url("url")
        sessionURL = try url("imdsv2_session_token_url")
        verificationURL = try fields.checking("regional_cred_verification_url") { url throws(CredentialsProblem) in
            // A signed request carries the rights of the role itself, so only requests to STS are signed.
            guard url.hasPrefix("https://sts."), !url.contains("@") else {
                throw CredentialsProblem("not a URL of AWS' STS")
            }
            return try SourceURL.checked(url)
        }
    }
}
