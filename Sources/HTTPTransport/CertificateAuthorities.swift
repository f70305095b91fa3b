import Glibc
import Notation
import System

/// The trusted certificate authorities: the system's, or a bundle or directory that replaces them.
struct CertificateAuthorities: Sendable, Equatable {
    /// A file of PEM certificates.
    var file: String?
    /// Directories of hashed certificates, colon-separated.
    var directory: String?

    var areSystems: Bool { file == nil && directory == nil }

    /// Reads `CURL_CA_BUNDLE`, or else `SSL_CERT_FILE` and `SSL_CERT_DIR`; an empty variable counts as unset.
    ///
    /// libcurl itself reads none of them. The paths are opened here, so that a wrong one is an error at startup.
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

    /// Maximum size of a bundle in bytes: about forty times the system's own.
    private static let maximumBytes = 8 * 1_024 * 1_024

    private static func checkBundle(_ path: String, from variable: String) throws(TransportError) {
        try checkPath(path, from: variable)
        let problem: String?
        do throws(BoundedFile.Problem) {
            problem = CertificateBundle.problem(of: try BoundedFile.read(path, limit: maximumBytes)?.bytes ?? [])
        } catch {
            problem = error.reason
        }
        if let problem { throw TransportError(.certificate, "\(variable): \(path): \(problem)") }
    }

    private static func checkPath(_ path: String, from variable: String) throws(TransportError) {
        guard PlausiblePath.isPlausible(path) else {
            throw TransportError(.certificate, "\(variable): \(PlausiblePath.mistake)")
        }
    }

    private static func checkDirectories(_ paths: String) throws(TransportError) {
        for path in paths.split(separator: ":").map(String.init) {
            try checkPath(path, from: "SSL_CERT_DIR")
            guard let directory = opendir(path) else {
                throw TransportError(.certificate, "SSL_CERT_DIR: \(path): \(String(cString: strerror(errno)))")
            }
            closedir(directory)
        }
    }
}
