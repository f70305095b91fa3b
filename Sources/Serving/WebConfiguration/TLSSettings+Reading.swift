internal import Notation

extension TLSSettings {
    /// Reads the section `tls_server_config`; nil if it sets nothing that needs TLS.
    init?(_ section: YAMLNode, line: Int, directory: String) throws(YAMLError) {
        var fields = Fields()
        for (key, line, value) in try section.entries(of: "tls_server_config") {
            try fields.read(key, value, line: line, directory: directory)
        }
        guard fields.isPresent else { return nil }
        guard let certificate = fields.certificate else {
            throw YAMLError(line: line, reason: "tls_server_config: cert_file (or cert) is missing")
        }
        guard let key = fields.key else {
            throw YAMLError(line: line, reason: "tls_server_config: key_file (or key) is missing")
        }
        self.init(certificate: certificate, key: key)
        clientAuthorities = fields.authorities
        clientAuthentication = fields.clientAuthentication
        minimum = fields.minimum
        maximum = fields.maximum
        ciphers = fields.ciphers
        prefersServerCiphers = fields.prefersServerCiphers
        groups = fields.groups
        allowedNames = fields.allowedNames ?? []
        try check(fields, line: line)
    }

    /// Refuses contradictory settings.
    private func check(_ fields: Fields, line: Int) throws(YAMLError) {
        if clientAuthorities != nil, clientAuthentication == .none {
            throw YAMLError(
                line: line, reason: "client_ca_file: client_auth_type asks for no client certificate")
        }
        if clientAuthentication.verifies, clientAuthorities == nil {
            throw YAMLError(
                line: line,
                reason: "client_auth_type: \(clientAuthentication.rawValue) needs client_ca_file (or client_ca)")
        }
        if fields.allowedNames != nil, !clientAuthentication.requires {
            throw YAMLError(
                line: line,
                reason:
                    "client_allowed_sans: client_auth_type must be RequireAnyClientCert or RequireAndVerifyClientCert")
        }
        guard maximum >= .tls12, minimum <= maximum else {
            throw YAMLError(line: line, reason: "max_version: at least TLS12, and not below min_version")
        }
    }

    /// The keys of the section, in the order read.
    private struct Fields {
        var certificate: PEM?
        var key: PEM?
        var authorities: PEM?
        var clientAuthentication = ClientAuthentication.none
        var allowedNames: [String]?
        var minimum = Version.tls12
        var maximum = Version.tls13
        var ciphers: [String]?
        var prefersServerCiphers = true
        var groups: [String] = []
        private var namesAuthentication = false

        /// Whether any of the given keys implies TLS.
        var isPresent: Bool { certificate != nil || key != nil || authorities != nil || namesAuthentication }

        mutating func read(_ name: String, _ value: YAMLNode, line: Int, directory: String) throws(YAMLError) {
            switch name {
            case "cert", "cert_file": try Self.set(&certificate, name, value, line, directory)
            case "key", "key_file": try Self.set(&key, name, value, line, directory)
            case "client_ca", "client_ca_file": try Self.set(&authorities, name, value, line, directory)
            case "client_auth_type": try readAuthentication(try value.text(of: name), line)
            case "client_allowed_sans":
                if !value.isNull { allowedNames = try value.texts(of: name).map(\.text) }
            case "min_version": minimum = try Self.version(name, value, line) ?? minimum
            case "max_version": maximum = try Self.version(name, value, line) ?? maximum
            case "cipher_suites": try readCiphers(value)
            case "prefer_server_cipher_suites": prefersServerCiphers = try value.flag(of: name) ?? true
            case "curve_preferences": try readGroups(value)
            default:
                throw YAMLError(line: line, reason: "tls_server_config: \(SecretText.shown(name)): unknown")
            }
        }

        /// A file name or the PEM text itself; an empty value counts as absent.
        private static func set(
            _ field: inout PEM?, _ name: String, _ value: YAMLNode, _ line: Int, _ directory: String
        ) throws(YAMLError) {
            let text = try value.text(of: name)
            if text.isEmpty { return }
            guard field == nil else { throw YAMLError(line: line, reason: "\(name): given inline and as a file") }
            guard name.hasSuffix("_file") else {
                field = .inline(text)
                return
            }
            guard PlausiblePath.isPlausible(text) else {
                throw YAMLError(line: line, reason: "\(name): \(PlausiblePath.mistake)")
            }
            field = .file(text.hasPrefix("/") ? text : directory + text)
        }

        private mutating func readAuthentication(_ text: String, _ line: Int) throws(YAMLError) {
            if text.isEmpty { return }
            namesAuthentication = true
            // Go misspelled this name for years.
            let name = text == "RequireClientCert" ? "RequireAnyClientCert" : text
            guard let authentication = ClientAuthentication(rawValue: name) else {
                throw YAMLError(line: line, reason: "client_auth_type: \(SecretText.shown(text)): unknown")
            }
            clientAuthentication = authentication
        }

        private static func version(_ name: String, _ value: YAMLNode, _ line: Int) throws(YAMLError) -> Version? {
            if value.isNull { return nil }
            guard let version = Version.named[try value.text(of: name)] else {
                throw YAMLError(line: line, reason: "\(name): must be TLS12 or TLS13")
            }
            return version
        }

        private mutating func readCiphers(_ value: YAMLNode) throws(YAMLError) {
            let names = try value.texts(of: "cipher_suites")
            if names.isEmpty { return }
            var known: [String] = []
            for (name, line) in names where !fixedCiphers.contains(name) {
                guard let cipher = TLSSettings.ciphers[name] else {
                    throw YAMLError(line: line, reason: "cipher_suites: \(SecretText.shown(name)): unknown")
                }
                known.append(cipher)
            }
            ciphers = known
        }

        private mutating func readGroups(_ value: YAMLNode) throws(YAMLError) {
            for (name, line) in try value.texts(of: "curve_preferences") {
                guard let group = TLSSettings.groups[name] else {
                    throw YAMLError(line: line, reason: "curve_preferences: \(SecretText.shown(name)): unknown")
                }
                groups.append(group)
            }
        }
    }
}
