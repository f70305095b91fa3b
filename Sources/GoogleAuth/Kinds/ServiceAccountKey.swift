/// A key file of a service account.
struct ServiceAccountKey: Sendable {
    /// The account's address.
    let email: String
    /// The id of the key, which the server looks it up by.
    let keyID: String?
    /// The private key.
    let key: SigningKey
    /// Where assertions are exchanged for tokens.
    let tokenURL: String
    /// The project that the account belongs to.
    let project: String?

    /// Reads the fields of a file of the type `service_account`.
    init(_ fields: JSONFields, in universe: Universe) throws(CredentialsProblem) {
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

extension JSONFields {
    /// What a check makes of a string that must be there; its problems name the field.
    func checking<Value>(
        _ key: String, _ check: (String) throws(CredentialsProblem) -> Value
    ) throws(CredentialsProblem) -> Value {
        let text = try required(key)
        do throws(CredentialsProblem) { return try check(text) } catch { throw problem(key, error.description) }
    }

    /// What a check makes of a string; nil when there is none.
    func checkingIfPresent<Value>(
        _ key: String, _ check: (String) throws(CredentialsProblem) -> Value
    ) throws(CredentialsProblem) -> Value? {
        try text(key) == nil ? nil : try checking(key, check)
    }
}
