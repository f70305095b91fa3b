internal import Synchronization
internal import System

/// A file with a bearer token.
///
/// Another program keeps it up to date, and it is read again whenever it changes.
package final class AccessTokenFile: Sendable {
    /// The name of this kind of source in the metrics.
    package static let source = "access_token_file"

    private let path: String
    private let observe: @Sendable (TokenEvent) -> Void
    private let known = Mutex<Known?>(nil)

    /// A token and the version of the file that it was read from.
    private struct Known {
        let token: Secret
        let version: BoundedFile.Version
    }

    /// Largest token file that is read, in bytes.
    package static let maximumBytes = Secret.maximumTokenBytes

    /// Creates a source that reads the file when a token is needed.
    package init(path: String, observe: @escaping @Sendable (TokenEvent) -> Void = { _ in }) {
        self.path = path
        self.observe = observe
    }

    /// The token in the file.
    ///
    /// Reads the file again if it changed or if the API refused its last token.
    ///
    /// - Throws: when the file cannot be read or has no token.
    package func token(refused: Secret? = nil) throws(TokenFailure) -> Secret {
        let held = known.withLock { $0 }
        do throws(TokenFailure) {
            let isRefused = held != nil && held?.token == refused
            guard let file = try read(unless: isRefused ? nil : held?.version) else {
                if let held { return held.token }
                throw failure("it changed while it was read")
            }
            let token = try parse(file.bytes)
            known.withLock { $0 = Known(token: token, version: file.version) }
            if token != held?.token { observe(.refreshed(expiry: nil)) }
            return token
        } catch {
            observe(.failed(error))
            throw error
        }
    }

    private func read(unless version: BoundedFile.Version?) throws(TokenFailure) -> BoundedFile? {
        do throws(BoundedFile.Problem) {
            return try BoundedFile.read(path, limit: Self.maximumBytes, unless: version)
        } catch {
            throw failure(error.reason)
        }
    }

    /// A token must be printable ASCII; anything else could end a header early.
    private func parse(_ bytes: [UInt8]) throws(TokenFailure) -> Secret {
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        guard !text.isEmpty else { throw failure("it is empty") }
        guard let token = Secret(token: text) else {
            throw failure("not a single token of printable ASCII")
        }
        return token
    }

    private func failure(_ reason: String) -> TokenFailure {
        TokenFailure("cannot read the access token from \(path): \(reason)")
    }
}
