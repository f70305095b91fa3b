internal import System

/// A web configuration file together with the files that it names, all read and taken.
struct LoadedWebConfiguration: Sendable {
    var configuration = WebConfiguration()
    /// What TLS connections share; nil for plain HTTP.
    var context: TLSContext?
    /// The files whose change is a change of the configuration.
    var files: [String] = []

    /// The certificate's end, as Unix time.
    var certificateExpiry: Int64? { context?.certificate.expiry }

    /// Nothing is asked for: plain HTTP, for everyone.
    init() {}

    /// Reads a file and those that it names.
    ///
    /// - Throws: ``WebConfigurationError``, which names the file and what is wrong with it.
    init(path: String, access: FileAccess) throws(WebConfigurationError) {
        let text: [UInt8]
        do throws(SystemError) { text = try access.read(path) } catch {
            throw WebConfigurationError(path: path, reason: error.reason)
        }
        let directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        do throws(YAMLError) {
            configuration = try WebConfiguration(parsing: text, directory: directory)
        } catch {
            throw WebConfigurationError(path: path, line: error.line, reason: error.reason)
        }
        files = [path]
        guard let tls = configuration.tls else { return }
        let material = TLSContext.Material(
            certificate: try read(tls.certificate, access), key: try read(tls.key, access),
            clientAuthorities: try tls.clientAuthorities.map { pem throws(WebConfigurationError) in
                try read(pem, access)
            })
        do throws(TLSProblem) {
            context = try TLSContext(tls, material)
        } catch {
            throw WebConfigurationError(path: path, reason: "\(error.key): \(error.reason)")
        }
    }

    private mutating func read(
        _ pem: TLSSettings.PEM, _ access: FileAccess
    ) throws(WebConfigurationError) -> [UInt8] {
        switch pem {
        case .inline(let text): return Array(text.utf8)
        case .file(let path):
            files.append(path)
            do throws(SystemError) { return try access.read(path) } catch {
                throw WebConfigurationError(path: path, reason: error.reason)
            }
        }
    }
}

/// Why a web configuration cannot be taken: never with a secret in it.
public struct WebConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The file that is wrong.
    public var path: String
    /// Where in it, counted from 1; nil when the whole file is meant.
    public var line: Int?
    /// What is wrong.
    public var reason: String

    /// `FILE:LINE: what is wrong`.
    public var description: String { "\(path):\(line.map { "\($0):" } ?? "") \(reason)" }
}
