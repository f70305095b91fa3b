internal import Glibc
internal import Synchronization

/// A file that holds a bearer token; another program keeps it fresh, and it is read again whenever it has changed.
public final class AccessTokenFile: Sendable {
    /// The name of this kind of source in metrics.
    public static let source = "access_token_file"

    private let path: String
    private let observe: @Sendable (TokenEvent) -> Void
    private let known = Mutex<Known?>(nil)

    /// A token and the state of the file that it was read from.
    private struct Known {
        let token: Secret
        let version: Version
    }

    /// What changes when a file is written or replaced.
    private struct Version: Equatable {
        let device: UInt
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    /// Largest file that is taken for a token, in bytes.
    public static let maximumBytes = 64 * 1_024

    /// A file that will be read when a token is wanted.
    public init(path: String, observe: @escaping @Sendable (TokenEvent) -> Void = { _ in }) {
        self.path = path
        self.observe = observe
    }

    /// The file as a source of tokens.
    public var tokens: AccessTokens {
        AccessTokens(source: Self.source) { refused throws(TokenFailure) in try self.token(refused: refused) }
    }

    /// The token in the file; the file is read again when it has changed, or when the API refused what it held.
    ///
    /// - Throws: when the file cannot be read or holds no token.
    public func token(refused: Secret? = nil) throws(TokenFailure) -> Secret {
        let held = known.withLock { $0 }
        do throws(TokenFailure) {
            let file = try open()
            let version = try version(of: file)
            if let held, held.version == version, held.token != refused { return held.token }
            let token = try parse(read(file))
            known.withLock { $0 = Known(token: token, version: version) }
            if token != held?.token { observe(.refreshed) }
            return token
        } catch {
            observe(.failed)
            throw error
        }
    }

    private func open() throws(TokenFailure) -> FileDescriptor {
        // Without O_NONBLOCK a FIFO in the file's place would hold up the poll for ever.
        let descriptor = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(String(cString: strerror(errno))) }
        return FileDescriptor(raw: descriptor)
    }

    private func version(of file: borrowing FileDescriptor) throws(TokenFailure) -> Version {
        var status = stat()
        guard fstat(file.raw, &status) == 0 else { throw failure(String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw failure("it is no regular file") }
        return Version(
            device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }

    private func read(_ file: borrowing FileDescriptor) throws(TokenFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count <= Self.maximumBytes {
            let raw = file.raw
            let chunk = [UInt8](unsafeUninitializedCapacity: 4_096) { buffer, count in
                count = max(0, Glibc.read(raw, buffer.baseAddress, buffer.count))
            }
            if chunk.isEmpty { return bytes }
            bytes += chunk
        }
        throw failure("it is larger than \(Self.maximumBytes) bytes")
    }

    /// A token is visible ASCII; anything else could end a header early.
    private func parse(_ bytes: [UInt8]) throws(TokenFailure) -> Secret {
        let space: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        let trimmed = bytes.drop { space.contains($0) }.reversed().drop { space.contains($0) }.reversed()
        guard !trimmed.isEmpty else { throw failure("it is empty") }
        guard trimmed.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw failure("it holds more than one token, or bytes that no token has")
        }
        return Secret(String(decoding: Array(trimmed), as: UTF8.self))
    }

    private func failure(_ reason: String) -> TokenFailure {
        TokenFailure("cannot read the access token from \(path): \(reason)")
    }
}

/// The owner of an open file.
private struct FileDescriptor: ~Copyable {
    let raw: Int32

    deinit { close(raw) }
}
