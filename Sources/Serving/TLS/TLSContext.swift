import COpenSSL

/// What all TLS connections of a configuration share: certificate, key, and the requirements for clients.
final class TLSContext: @unchecked Sendable {  // never changed; OpenSSL locks what is shared
    let handle: OpaquePointer
    /// How to verify client certificates; the handle's callback points here.
    private let verification: ClientVerification
    /// The served certificate.
    let certificate: Certificate

    /// The contents of the files that the settings name.
    struct Material {
        /// In PEM: the certificate, followed by its chain.
        var certificate: [UInt8]
        var key: [UInt8]
        /// In PEM; nil if the settings name none.
        var clientAuthorities: [UInt8]?
    }

    /// A context for these settings; the error names the setting that is wrong.
    init(_ settings: TLSSettings, _ material: Material) throws(TLSProblem) {
        let chain = try Self.chain(material.certificate)
        guard let handle = SSL_CTX_new(TLS_server_method()) else {
            throw TLSProblem(key: "tls_server_config", OpenSSLError.taken("out of memory"))
        }
        self.handle = handle
        certificate = chain.first
        verification = ClientVerification(
            verifies: settings.clientAuthentication.verifies, allowedNames: Set(settings.allowedNames))
        try setChain(chain.first, chain.rest)
        try setKey(material.key)
        try setAuthentication(settings.clientAuthentication, material.clientAuthorities)
        try setProtocol(settings)
    }

    deinit { SSL_CTX_free(handle) }

    private static func check(_ status: Int32) throws(OpenSSLError) {
        guard status == 1 else { throw OpenSSLError.taken("rejected by OpenSSL") }
    }

    private static func chain(
        _ text: [UInt8]
    ) throws(TLSProblem) -> (first: Certificate, rest: ArraySlice<Certificate>) {
        do throws(OpenSSLError) {
            let all = try Certificate.all(inPEM: text)
            guard let first = all.first else { throw OpenSSLError(reason: "it contains no certificate") }
            return (first, all.dropFirst())
        } catch {
            throw TLSProblem(key: "cert_file", error)
        }
    }

    private func setChain(_ first: Certificate, _ rest: ArraySlice<Certificate>) throws(TLSProblem) {
        do throws(OpenSSLError) {
            try Self.check(SSL_CTX_use_certificate(handle, first.handle))
            for link in rest { try Self.check(openssl_add_chain_certificate(handle, link.handle)) }
        } catch {
            throw TLSProblem(key: "cert_file", error)
        }
    }

    private func setKey(_ text: [UInt8]) throws(TLSProblem) {
        do throws(OpenSSLError) {
            let key = try PrivateKey(inPEM: text)
            try Self.check(SSL_CTX_use_PrivateKey(handle, key.handle))
            try Self.check(SSL_CTX_check_private_key(handle))
        } catch {
            throw TLSProblem(key: "key_file", error)
        }
    }

    private func setAuthentication(
        _ authentication: TLSSettings.ClientAuthentication, _ authorities: [UInt8]?
    ) throws(TLSProblem) {
        guard authentication != .none else { return }
        SSL_CTX_set_verify(
            handle, SSL_VERIFY_PEER | (authentication.requires ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nil)
        SSL_CTX_set_cert_verify_callback(
            handle,
            { store, verification in
                guard let store, let verification else { return 0 }
                return Unmanaged<ClientVerification>.fromOpaque(verification).takeUnretainedValue().verify(store)
            }, Unmanaged.passUnretained(verification).toOpaque())
        // A resumed session would keep an outdated certificate.
        SSL_CTX_set_options(handle, openssl_no_ticket)
        openssl_disable_session_cache(handle)
        guard let authorities, let store = SSL_CTX_get_cert_store(handle) else { return }
        do throws(OpenSSLError) {
            for certificate in try Certificate.all(inPEM: authorities) {
                try Self.check(X509_STORE_add_cert(store, certificate.handle))
                try Self.check(SSL_CTX_add_client_CA(handle, certificate.handle))
            }
            // Every certificate in the file is trusted, self-signed or not.
            try Self.check(X509_STORE_set_flags(store, UInt(X509_V_FLAG_PARTIAL_CHAIN)))
        } catch {
            throw TLSProblem(key: "client_ca_file", error)
        }
    }

    private func setProtocol(_ settings: TLSSettings) throws(TLSProblem) {
        var options = openssl_no_renegotiation | openssl_no_compression
        if settings.prefersServerCiphers { options |= openssl_prefer_server_ciphers }
        SSL_CTX_set_options(handle, options)
        openssl_set_mode(
            handle,
            Int(SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS))
        // An empty list names only TLS 1.3 suites.
        let least = settings.minimum == .tls13 || settings.ciphers?.isEmpty == true ? TLS1_3_VERSION : TLS1_2_VERSION
        do throws(OpenSSLError) {
            try Self.check(openssl_set_minimum_version(handle, least))
            try Self.check(
                openssl_set_maximum_version(handle, settings.maximum == .tls12 ? TLS1_2_VERSION : TLS1_3_VERSION))
            if let ciphers = settings.ciphers, !ciphers.isEmpty {
                try Self.check(SSL_CTX_set_cipher_list(handle, ciphers.joined(separator: ":")))
            }
            if !settings.groups.isEmpty {
                try Self.check(openssl_set_groups(handle, settings.groups.joined(separator: ":")))
            }
        } catch {
            throw TLSProblem(key: "tls_server_config", error)
        }
        SSL_CTX_set_alpn_select_cb(
            handle,
            { _, name, length, offered, count, _ in
                TLSContext.select(UnsafeBufferPointer(start: offered, count: Int(count)), name, length)
            }, nil)
    }

    /// Chooses HTTP/1.1 or 1.0 from what the client offers; refuses a client that offers neither.
    private static func select(
        _ offered: UnsafeBufferPointer<UInt8>, _ name: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
        _ length: UnsafeMutablePointer<UInt8>?
    ) -> Int32 {
        for wanted in ["http/1.1", "http/1.0"] {
            var rest = offered[...]
            while let count = rest.popFirst(), Int(count) <= rest.count {
                if rest.prefix(Int(count)).elementsEqual(wanted.utf8) {
                    name?.pointee = offered.baseAddress.map { $0 + rest.startIndex }
                    length?.pointee = count
                    return SSL_TLSEXT_ERR_OK
                }
                rest = rest.dropFirst(Int(count))
            }
        }
        return SSL_TLSEXT_ERR_ALERT_FATAL
    }
}
