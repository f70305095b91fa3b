internal import Notation

/// A credentials file that was read and checked, without any request to a server.
struct CredentialFile: Sendable {
    /// The file's content, by its type.
    indirect enum Kind: Sendable {
        case serviceAccount(ServiceAccountKey)
        case authorizedUser(AuthorizedUser)
        case externalAccount(ExternalAccount)
        case externalAccountUser(ExternalAccountUser)
        case impersonated(Impersonation, source: CredentialFile)
    }

    let kind: Kind
    /// The quota project that the file names.
    let quotaProject: String?

    /// Largest file that is read, in bytes.
    static let maximumBytes = 1_024 * 1_024

    /// The supported file types.
    static let types = [
        "service_account", "authorized_user", "external_account", "external_account_authorized_user",
        "impersonated_service_account",
    ]

    /// Reads a file's bytes.
    ///
    /// - Throws: what is wrong with the file, naming the field but never its value.
    init(_ bytes: [UInt8], in universe: Universe) throws(CredentialsProblem) {
        try self.init(CredentialFields(parsing: bytes), in: universe)
    }

    private init(_ fields: CredentialFields, in universe: Universe, asSource: Bool = false) throws(CredentialsProblem) {
        let type = try fields.required("type")
        let named = try fields.text("universe_domain") ?? Universe.google.domain
        // The source of an impersonation need not name its universe, which is the file's own.
        guard named == universe.domain || asSource && fields["universe_domain"] == nil else {
            throw fields.problem(
                "universe_domain",
                "the file is of \(SecretText.shown(named)), not of \(universe); name its universe with --google.universe-domain"
            )
        }
        quotaProject = try fields.text("quota_project_id")
        switch type {
        case "service_account": kind = .serviceAccount(try ServiceAccountKey(fields, in: universe))
        case "authorized_user": kind = .authorizedUser(try AuthorizedUser(fields))
        case "external_account": kind = .externalAccount(try ExternalAccount(fields, in: universe))
        case "external_account_authorized_user":
            kind = .externalAccountUser(try ExternalAccountUser(fields, in: universe))
        case "impersonated_service_account" where !asSource:
            guard let described = try fields.object("source_credentials") else {
                throw fields.problem("source_credentials", "missing")
            }
            let source = try CredentialFile(described, in: universe, asSource: true)
            kind = .impersonated(try Impersonation(ofImpersonated: fields, in: universe), source: source)
        default:
            throw fields.problem(
                "type", "\(SecretText.shown(type)) is not one of \(Self.types.joined(separator: ", "))")
        }
    }

    /// The name of this kind of credentials in the metrics.
    var source: String {
        switch kind {
        case .serviceAccount: "service_account"
        case .authorizedUser: "authorized_user"
        case .externalAccount: "external_account"
        case .externalAccountUser: "external_account_authorized_user"
        case .impersonated: "impersonated_service_account"
        }
    }

    /// The identity that the credentials act as; nil if the file does not say.
    var principal: String? {
        switch kind {
        case .serviceAccount(let key): key.email
        case .externalAccount(let account): account.impersonation?.email ?? account.audience
        case .impersonated(let impersonation, _): impersonation.email
        case .authorizedUser, .externalAccountUser: nil
        }
    }

    /// The project of the credentials; nil if the file does not name one.
    var project: String? {
        if case .serviceAccount(let key) = kind { key.project } else { nil }
    }
}
