/// A service account key file.
struct ServiceAccountKey: Sendable {
    /// The account's email address.
    let email: String
    /// The key's ID, by which the server finds it.
    let keyID: String?
    /// The private key.
    let key: SigningKey
    /// The URL that exchanges assertions for tokens.
    let tokenURL: String
    /// The project that the account belongs to.
    let project: String?

    /// Reads the fields of a `service_account` file.
    init(_ fields: CredentialFields, in universe: Universe) throws(CredentialsProblem) {
        email = try fields.checking("client_email") { email throws(CredentialsProblem) in
            guard email.utf8.count <= 320, email.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                throw CredentialsProblem("not an address")
            }
            return email
        }
        keyID = try fields.text("private_key_id")
        key = try fields.checking("private_key") { pem throws(CredentialsProblem) in try SigningKey(pem: pem) }
        tokenURL = try fields.checking("token_uri") { url throws(CredentialsProblem) in
            try universe.checked(url, at: [.oauth2])
        }
        project = try fields.text("project_id")
    }
}

extension CredentialFields {
    /// Passes a required string to a check and returns the result.
    ///
    /// Its problems name the field.
    func checking<Value>(
        _ key: String, _ check: (String) throws(CredentialsProblem) -> Value
    ) throws(CredentialsProblem) -> Value {
        let text = try required(key)
        do throws(CredentialsProblem) { return try check(text) } catch { throw problem(key, error.description) }
    }

    /// Passes an optional string to a check and returns the result; nil if the field is absent.
    func checkingIfPresent<Value>(
        _ key: String, _ check: (String) throws(CredentialsProblem) -> Value
    ) throws(CredentialsProblem) -> Value? {
        try text(key) == nil ? nil : try checking(key, check)
    }
}
