import COpenSSL

/// The requirements for a client's certificate.
final class ClientVerification: Sendable {
    private let verifies: Bool
    private let allowedNames: Set<String>

    init(verifies: Bool, allowedNames: Set<String>) {
        self.verifies = verifies
        self.allowedNames = allowedNames
    }

    /// Verifies a certificate during the handshake: 1 lets the handshake continue.
    func verify(_ store: OpaquePointer) -> Int32 {
        if verifies {
            let result = X509_verify_cert(store)
            guard result == 1 else { return result }
        }
        guard !allowedNames.isEmpty else { return 1 }
        guard let leaf = X509_STORE_CTX_get0_cert(store), X509_up_ref(leaf) == 1 else { return 0 }
        if !allowedNames.isDisjoint(with: Certificate(owning: leaf).alternativeNames) { return 1 }
        X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION)
        return 0
    }
}
