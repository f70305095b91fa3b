import Foundation
import TestSupport

@testable import GoogleAuth

/// Credentials files of each kind, with markers in place of secrets.
enum Fixtures {
    /// A 2,048-bit RSA private key in PKCS #8, generated for these tests by the machine's openssl.
    static let key: String = pem("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048")

    /// The output of openssl.
    static func pem(_ arguments: String...) -> String {
        (try? output(of: ["openssl"] + arguments, errors: false))?.text ?? ""
    }

    /// An object as a file's bytes.
    static func bytes(_ object: [String: any Sendable]) -> [UInt8] {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
        return (try? JSONSerialization.data(withJSONObject: object, options: options)).map(Array.init) ?? []
    }

    static let serviceAccount: [String: any Sendable] = [
        "type": "service_account", "project_id": "key-project", "private_key_id": "0123abcd", "private_key": key,
        "client_email": "robot@key-project.iam.gserviceaccount.com", "client_id": "1234",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth", "token_uri": "https://oauth2.googleapis.com/token",
    ]
    static let authorizedUser: [String: any Sendable] = [
        "type": "authorized_user", "client_id": "client.apps.googleusercontent.com", "client_secret": "cl1ent=s3cret&",
        "refresh_token": "1//refresh+t0ken", "quota_project_id": "quota-of-file",
    ]
    static let audience =
        "//iam.googleapis.com/projects/12345/locations/global/workloadIdentityPools/pool/providers/provider"
    static let jwtType = "urn:ietf:params:oauth:token-type:jwt"
    static let impersonationURL =
        "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/target@p.iam.gserviceaccount.com"
        + ":generateAccessToken"

    /// An `external_account` file with the given credential source.
    static func externalAccount(
        _ source: [String: any Sendable], _ more: [String: any Sendable] = [:]
    ) -> [String: any Sendable] {
        let own: [String: any Sendable] = [
            "type": "external_account", "audience": audience, "subject_token_type": jwtType,
            "token_url": "https://sts.googleapis.com/v1/token", "credential_source": source,
        ]
        return own.merging(more) { _, more in more }
    }

    static let aws: [String: any Sendable] = externalAccount(
        [
            "environment_id": "aws1",
            "region_url": "http://169.254.169.254/latest/meta-data/placement/availability-zone",
            "url": "http://169.254.169.254/latest/meta-data/iam/security-credentials",
            "imdsv2_session_token_url": "http://169.254.169.254/latest/api/token",
            "regional_cred_verification_url":
                "https://sts.{region}.amazonaws.com?Action=GetCallerIdentity&Version=2011-06-15",
        ], ["subject_token_type": ExternalAccount.awsTokenType])

    static let externalAccountUser: [String: any Sendable] = [
        "type": "external_account_authorized_user", "client_id": "workforce", "client_secret": "w0rkforce",
        "audience": "//iam.googleapis.com/locations/global/workforcePools/pool/providers/provider",
        "refresh_token": "refresh-of-workforce", "token_url": "https://sts.googleapis.com/v1/oauthtoken",
        "token_info_url": "https://sts.googleapis.com/v1/introspect",
    ]

    /// An `impersonated_service_account` file with the given source credentials.
    static func impersonated(
        _ source: [String: any Sendable], delegates: [String]? = nil
    ) -> [String: any Sendable] {
        var file: [String: any Sendable] = [
            "type": "impersonated_service_account", "service_account_impersonation_url": impersonationURL,
            "source_credentials": source,
        ]
        file["delegates"] = delegates
        return file
    }

    /// One file of each kind.
    static let all: [[String: any Sendable]] = [
        serviceAccount, authorizedUser, externalAccount(["file": "/token"]),
        externalAccount(
            ["url": "https://idp.example/token", "headers": ["X": "y"], "format": ["type": "text"]],
            [
                "service_account_impersonation_url": impersonationURL,
                "service_account_impersonation": ["token_lifetime_seconds": 600],
            ]),
        externalAccount([
            "executable": ["command": "/bin/token --x", "timeout_millis": 5_000] as [String: any Sendable]
        ]), aws,
        externalAccountUser, impersonated(authorizedUser, delegates: ["a@p.iam.gserviceaccount.com"]),
    ]
}
