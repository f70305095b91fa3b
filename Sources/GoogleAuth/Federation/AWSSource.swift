/// Where a machine of AWS learns its role and its keys, and which request it signs with them.
struct AWSSource: Sendable {
    /// Where the region stands; nil where the environment names it.
    let regionURL: String?
    /// Where the role's name, and below it its keys, stand; nil where the environment has them.
    let credentialsURL: String?
    /// Where a session with the metadata server begins; nil where it needs none.
    let sessionURL: String?
    /// The request that is signed, with `{region}` for the region.
    let verificationURL: String

    /// Reads the fields of `credential_source`.
    init(_ fields: JSONFields) throws(CredentialsProblem) {
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
            // What is signed is as good as the role itself, so nothing but a request to STS is.
            guard url.hasPrefix("https://sts."), !url.contains("@") else {
                throw CredentialsProblem("not a URL of AWS' STS")
            }
            return try SourceURL.checked(url)
        }
    }
}
