import Glibc

/// The certificate authorities that are trusted: the system's, or a bundle or directory instead of them.
struct CertificateAuthorities: Sendable, Equatable {
    /// A file of PEM certificates.
    var file: String?
    /// Directories of hashed certificates, separated by colons.
    var directory: String?

    var areSystems: Bool { file == nil && directory == nil }

    /// Reads `CURL_CA_BUNDLE`, else `SSL_CERT_FILE` and `SSL_CERT_DIR`; an empty variable counts as unset.
    ///
    /// libcurl reads none of them by itself. What they name is opened here, so that a wrong path is an error at the start.
    init(environment: [String: String]) throws(TransportError) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let bundle = value("CURL_CA_BUNDLE") {
            try Self.checkBundle(bundle, from: "CURL_CA_BUNDLE")
            file = bundle
            return
        }
        if let bundle = value("SSL_CERT_FILE") {
            try Self.checkBundle(bundle, from: "SSL_CERT_FILE")
            file = bundle
        }
        if let directories = value("SSL_CERT_DIR") {
            try Self.checkDirectories(directories)
            directory = directories
        }
    }

    private static func checkBundle(_ path: String, from variable: String) throws(TransportError) {
        guard let stream = fopen(path, "re") else {
            throw TransportError(.certificate, "\(variable): \(path): \(String(cString: strerror(errno)))")
        }
        defer { fclose(stream) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        while getline(&line, &capacity, stream) >= 0 {
            if let line, String(cString: line).hasPrefix("-----BEGIN") { return }
        }
        throw TransportError(.certificate, "\(variable): \(path): holds no PEM certificate")
    }

    private static func checkDirectories(_ paths: String) throws(TransportError) {
        for path in paths.split(separator: ":").map(String.init) {
            guard let directory = opendir(path) else {
                throw TransportError(.certificate, "SSL_CERT_DIR: \(path): \(String(cString: strerror(errno)))")
            }
            closedir(directory)
        }
    }
}
