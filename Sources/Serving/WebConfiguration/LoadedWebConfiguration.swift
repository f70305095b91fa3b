internal import System

/// A web configuration file and the files that it names, read and validated.
struct LoadedWebConfiguration: Sendable {
    var configuration = WebConfiguration()
    /// What TLS connections share; nil for plain HTTP.
    var context: TLSContext?
    /// The files that make up the configuration.
    var files: [String] = []

    /// When the certificate expires, as Unix time.
    var certificateExpiry: Int64? { context?.certificate.expiry }

    /// Plain HTTP, for everyone.
    init() {}

    /// Reads a file and the files that it names.
    ///
    /// - Throws: ``WebConfigurationError``, which names the file and what is wrong with it.
    init(path: String, reading disk: ConfigurationFiles) throws(WebConfigurationError) {
        let text: [UInt8]
        do throws(BoundedFile.Problem) { text = try disk.read(path) } catch {
            throw WebConfigurationError(path: path, reason: error.reason)
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        do throws(YAMLError) {
            configuration = try WebConfiguration(parsing: text, directory: directory)
        } catch {
            throw WebConfigurationError(path: path, line: error.line, reason: error.reason)
        }
        // Anyone who can write the file could add a user.
        guard configuration.users.isEmpty || !disk.isWritableByOthers(path) else {
            throw WebConfigurationError(path: path, reason: "anyone may write it, and it has users: chmod 640")
        }
        files = [path]
        guard let tls = configuration.tls else { return }
        let material = TLSContext.Material(
            certificate: try read(tls.certificate, disk), key: try read(tls.key, disk),
            clientAuthorities: try tls.clientAuthorities.map { pem throws(WebConfigurationError) in
                try read(pem, disk)
            })
        do throws(TLSProblem) {
            context = try TLSContext(tls, material)
        } catch {
            throw WebConfigurationError(path: path, reason: "\(error.key): \(error.reason)")
        }
    }

    private mutating func read(
        _ pem: TLSSettings.PEM, _ disk: ConfigurationFiles
    ) throws(WebConfigurationError) -> [UInt8] {
        switch pem {
        case .inline(let text): return Array(text.utf8)
        case .file(let path):
            files.append(path)
            do throws(BoundedFile.Problem) { return try disk.read(path) } catch {
                throw WebConfigurationError(path: path, reason: error.reason)
            }
        }
    }
}
