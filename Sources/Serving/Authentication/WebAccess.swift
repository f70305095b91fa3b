import Synchronization

/// The web configuration in force: what a listener asks for each connection and each request.
public final class WebAccess: Sendable {
    /// How the last reading of the configuration went.
    public struct Status: Sendable, Equatable {
        /// Whether it was taken; nil where there is no file to read.
        public var isGood: Bool?
        /// The end of the certificate that is served, as Unix time; nil without TLS.
        public var certificateExpiry: Int64?
        /// Whether a password is asked for, or a certificate.
        public var isGuarded: Bool
        /// Whether TLS is spoken.
        public var speaksTLS: Bool
    }

    private struct State {
        var loaded: LoadedWebConfiguration
        var bucket: TokenBucket?
        var verified = VerifiedPasswords()
        /// The hashes that unknown users are held against, as costly as those of the known ones.
        var decoys: [BcryptHash] = []
        /// The files as they were when they were last read.
        var marks: [FileMark?]
        /// The files as they were at the last look, if they had changed by then.
        var changing: [FileMark?]?
        /// Why the last reading failed.
        var failure: WebConfigurationError?
        /// Looks since the last reading.
        var looks = 0
    }

    /// How many looks there are between two readings of files that cannot be taken: they may name others that come late.
    private static let looksPerRetry = 20

    private let path: String?
    private let files: FileAccess
    private let state: Mutex<State>

    /// Whether there is a file to be read again.
    var isConfigured: Bool { path != nil }

    /// Plain HTTP, for everyone.
    public convenience init() { self.init(path: nil, files: .live, LoadedWebConfiguration()) }

    /// Reads a web configuration file.
    ///
    /// - Throws: ``WebConfigurationError``.
    public convenience init(path: String) throws(WebConfigurationError) { try self.init(path: path, files: .live) }

    convenience init(path: String, files: FileAccess) throws(WebConfigurationError) {
        self.init(path: path, files: files, try LoadedWebConfiguration(path: path, access: files))
    }

    private init(path: String?, files: FileAccess, _ loaded: LoadedWebConfiguration) {
        self.path = path
        self.files = files
        state = Mutex(State(loaded: LoadedWebConfiguration(), marks: []))
        state.withLock { Self.adopt(loaded, marks: loaded.files.map(files.mark), in: &$0) }
    }

    /// How things stand.
    public var status: Status {
        state.withLock { state in
            let configuration = state.loaded.configuration
            return Status(
                isGood: path == nil ? nil : state.failure == nil, certificateExpiry: state.loaded.certificateExpiry,
                isGuarded: !configuration.users.isEmpty || configuration.tls?.clientAuthentication.requires == true,
                speaksTLS: state.loaded.context != nil)
        }
    }

    /// What new connections speak TLS by; nil for plain HTTP.
    var context: TLSContext? { state.withLock { $0.loaded.context } }

    /// The gate of a listener under this configuration.
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
            // Known or not, the same is computed, so that time tells nothing.
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

    /// A hash for an unknown user: always the same for a name, and as costly as one of the known.
    private func decoy(for user: String, among state: State) -> BcryptHash? {
        guard let first = state.decoys.first else { return nil }
        let digest = state.verified.entry(user: user, hash: first, password: [])
        return state.decoys[Int(digest[0]) % state.decoys.count]
    }

    /// Makes a check, which takes as long as the hash costs; for any thread but the listener's.
    func verdict(_ check: PasswordCheck) -> Bool {
        guard check.hash.matches(check.password), check.isKnown else { return false }
        state.withLock { $0.verified.insert(check.entry) }
        return true
    }

    // MARK: - Changes

    /// Looks whether the files have changed, and reads them once they stand still.
    ///
    /// What was in force stays so when the new files cannot be taken, and when they would end TLS, begin it, or say nothing
    /// at all: an editor that empties a file before it writes it must not open the door.
    ///
    /// - Returns: nil when nothing was read; else how the reading went.
    public func readIfChanged() -> Result<Void, WebConfigurationError>? {
        guard let marks = marksOfDueReading() else { return nil }
        let before = state.withLock { $0.failure }
        let result = read(marks)
        if case .failure(let failure)? = result, failure == before { return nil }
        return result
    }

    /// Reads the files whether they have changed or not, with the same care as ``readIfChanged()``.
    ///
    /// - Returns: nil when there is no file to read; else how the reading went.
    public func readAgain() -> Result<Void, WebConfigurationError>? {
        let names = state.withLock { $0.loaded.files }
        return read(Dictionary(names.map { ($0, files.mark($0)) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads the files, of which these are the states before the reading.
    private func read(_ marks: [String: FileMark?]) -> Result<Void, WebConfigurationError>? {
        guard let path else { return nil }
        do throws(WebConfigurationError) {
            let loaded = try LoadedWebConfiguration(path: path, access: files)
            try checkChange(to: loaded, path)
            // Marks from before the reading: what changed meanwhile is read again.
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

    /// The states of the files, if it is time to read them: they have changed, and not since the last look.
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
            throw WebConfigurationError(path: path, reason: "TLS begins and ends with a restart only")
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
    /// The answer to who did not say who they are, or wrongly.
    static var unauthorized: HTTPResponse {
        .text(401, "unauthorized", headers: ["WWW-Authenticate": "Basic realm=\"metrics\", charset=\"UTF-8\""])
    }
}
