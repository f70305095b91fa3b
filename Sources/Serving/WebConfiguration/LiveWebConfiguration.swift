internal import Notation
import Synchronization

/// The current web configuration, which a listener consults for each connection and each request.
package final class LiveWebConfiguration: Sendable {
    /// The outcome of the last time the configuration was read.
    package struct Status: Sendable, Equatable {
        /// Whether it was accepted; nil without a file.
        package var isGood: Bool?
        /// When the served certificate expires, as Unix time; nil without TLS.
        package var certificateExpiry: Int64?
        /// Whether clients need a password or a certificate.
        package var isGuarded: Bool
        /// Whether connections use TLS.
        package var speaksTLS: Bool
    }

    private struct State {
        var loaded: LoadedWebConfiguration
        var bucket: TokenBucket?
        var verified = VerifiedPasswords()
        /// Hashes for checking the passwords of unknown users, as costly as those of known users.
        var decoys: [BcryptHash] = []
        /// The state of the files when they were last read.
        var marks: [FileMark?]
        /// The state of the files at the last look, if it differed from `marks`.
        var changing: [FileMark?]?
        /// Why the last read failed.
        var failure: WebConfigurationError?
        /// Looks since the last read.
        var looks = 0
    }

    /// Looks between two reads of rejected files: a file that they name may appear late.
    private static let looksPerRetry = 20

    private let path: String?
    private let files: ConfigurationFiles
    private let state: Mutex<State>

    /// Whether there is a file to reread.
    package var isConfigured: Bool { path != nil }

    /// Plain HTTP, for everyone.
    package convenience init() { self.init(path: nil, files: .live, LoadedWebConfiguration()) }

    /// Reads a web configuration file.
    ///
    /// - Throws: ``WebConfigurationError``.
    package convenience init(path: String) throws(WebConfigurationError) { try self.init(path: path, files: .live) }

    convenience init(path: String, files: ConfigurationFiles) throws(WebConfigurationError) {
        self.init(path: path, files: files, try LoadedWebConfiguration(path: path, reading: files))
    }

    private init(path: String?, files: ConfigurationFiles, _ loaded: LoadedWebConfiguration) {
        self.path = path
        self.files = files
        state = Mutex(State(loaded: LoadedWebConfiguration(), marks: []))
        state.withLock { Self.adopt(loaded, marks: loaded.files.map(files.mark), in: &$0) }
    }

    /// The status of the current configuration.
    package var status: Status {
        state.withLock { state in
            let configuration = state.loaded.configuration
            return Status(
                isGood: path == nil ? nil : state.failure == nil, certificateExpiry: state.loaded.certificateExpiry,
                isGuarded: !configuration.users.isEmpty || configuration.tls?.clientAuthentication.requires == true,
                speaksTLS: state.loaded.context != nil)
        }
    }

    /// The TLS settings for new connections; nil for plain HTTP.
    var context: TLSContext? { state.withLock { $0.loaded.context } }

    /// The gate of a listener that uses this configuration.
    var gate: Gate {
        Gate(
            admit: { [self] headers, now in admit(headers, at: now) },
            headers: { [self] in state.withLock { $0.loaded.configuration.headers } })
    }

    // MARK: - Requests

    private func admit(_ headers: HTTPHeaders, at now: ContinuousClock.Instant) -> Admission {
        state.withLock { state in
            if state.bucket?.take(at: now) == false {
                return .refuse(.text(429, "too many requests", headers: ["Retry-After": "1"]))
            }
            let users = state.loaded.configuration.users
            if users.isEmpty { return .pass }
            guard let credentials = BasicCredentials(headers["authorization"]) else { return .refuse(.unauthorized) }
            // Unknown users take the same time as known ones, so that timing reveals no user name.
            let known = users[credentials.user]
            guard let decoy = decoy(for: credentials.user, among: state) else { return .refuse(.unauthorized) }
            let hash = known ?? decoy
            let entry = state.verified.entry(user: credentials.user, hash: hash, password: credentials.password)
            let isVerified = state.verified.contains(entry)
            if known != nil, isVerified { return .pass }
            return .check(
                PasswordCheck(password: credentials.password, hash: hash, isKnown: known != nil, entry: entry))
        }
    }

    /// A hash for an unknown user: always the same for one name, and as costly as a known user's.
    private func decoy(for user: String, among state: State) -> BcryptHash? {
        guard let first = state.decoys.first else { return nil }
        let digest = state.verified.entry(user: user, hash: first, password: [])
        return state.decoys[Int(digest[0]) % state.decoys.count]
    }

    /// Checks a password, which takes as long as the hash costs; never called on the listener's thread.
    func verdict(_ check: PasswordCheck) -> Bool {
        guard check.hash.matches(check.password), check.isKnown else { return false }
        state.withLock { $0.verified.insert(check.entry) }
        return true
    }

    // MARK: - Changes

    /// Reads the files once they have changed and then stayed the same between two calls.
    ///
    /// The old configuration stays in force if the new one is invalid, turns TLS on or off, or is empty: an editor that
    /// truncates a file before writing it must not let everyone in.
    ///
    /// - Returns: the outcome; nil if nothing was read.
    package func readIfChanged() -> Result<Void, WebConfigurationError>? {
        guard let marks = marksOfDueReading() else { return nil }
        let before = state.withLock { $0.failure }
        let result = read(marks)
        if case .failure(let failure)? = result, failure == before { return nil }
        return result
    }

    /// Reads the files, changed or not, with the same safeguards as ``readIfChanged()``.
    ///
    /// - Returns: the outcome; nil without a file.
    package func readAgain() -> Result<Void, WebConfigurationError>? {
        let names = state.withLock { $0.loaded.files }
        return read(Dictionary(names.map { ($0, files.mark($0)) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads the files; `marks` are their states before the read.
    private func read(_ marks: [String: FileMark?]) -> Result<Void, WebConfigurationError>? {
        guard let path else { return nil }
        do throws(WebConfigurationError) {
            let loaded = try LoadedWebConfiguration(path: path, reading: files)
            try checkChange(to: loaded, path)
            // States from before the read: a change during the read triggers another one.
            let current = loaded.files.map { marks[$0] ?? files.mark($0) }
            state.withLock { Self.adopt(loaded, marks: current, in: &$0) }
            return .success(())
        } catch {
            state.withLock { state in
                state.failure = error
                state.marks = state.loaded.files.map { marks[$0] ?? nil }
            }
            return .failure(error)
        }
    }

    /// The states of the files if they are due: changed since they were read, but not since the last look.
    private func marksOfDueReading() -> [String: FileMark?]? {
        let names = state.withLock { $0.loaded.files }
        let marks = names.map(files.mark)
        let isDue = state.withLock { state in
            state.looks += 1
            if marks == state.marks {
                state.changing = nil
                return state.failure != nil && state.looks >= Self.looksPerRetry
            }
            defer { state.changing = marks }
            return marks == state.changing
        }
        guard isDue else { return nil }
        state.withLock { state in
            state.looks = 0
            state.changing = nil
        }
        return Dictionary(zip(names, marks), uniquingKeysWith: { first, _ in first })
    }

    private func checkChange(to loaded: LoadedWebConfiguration, _ path: String) throws(WebConfigurationError) {
        let now = state.withLock { $0.loaded }
        if loaded.configuration.isEmpty, !now.configuration.isEmpty {
            throw WebConfigurationError(path: path, reason: "the file is empty")
        }
        if (loaded.context == nil) != (now.context == nil) {
            throw WebConfigurationError(path: path, reason: "turning TLS on or off takes a restart")
        }
    }

    private static func adopt(_ loaded: LoadedWebConfiguration, marks: [FileMark?], in state: inout State) {
        let new = loaded.configuration
        if new.rateLimit != state.loaded.configuration.rateLimit { state.bucket = new.rateLimit.map(TokenBucket.init) }
        if new.users != state.loaded.configuration.users {
            state.verified.removeAll()
            state.decoys = new.users.values.map(\.cost).sorted().map { BcryptHash(unmatchedOfCost: $0) }
        }
        state.loaded = loaded
        state.failure = nil
        state.marks = marks
        state.changing = nil
    }
}

extension HTTPResponse {
    /// The answer to missing or wrong credentials.
    static var unauthorized: HTTPResponse {
        .text(401, "unauthorized", headers: ["WWW-Authenticate": "Basic realm=\"metrics\", charset=\"UTF-8\""])
    }
}
