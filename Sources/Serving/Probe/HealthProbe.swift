import CEpoll
import Glibc
internal import System

/// Asks a listener on this machine whether it is alive, as whoever started it would.
public struct HealthProbe: Sendable {
    private let certificate: Certificate?
    private let requiresClientCertificate: Bool
    private let timeout: Duration

    /// What is asked for.
    public static let path = "/-/healthy"

    /// A probe of a listener with such a web configuration file.
    ///
    /// - Throws: ``WebConfigurationError`` when the file cannot be taken.
    public init(webConfiguration path: String?, timeout: Duration = .seconds(5)) throws(WebConfigurationError) {
        let loaded =
            if let path { try LoadedWebConfiguration(path: path, access: .live) } else { LoadedWebConfiguration() }
        certificate = loaded.context?.certificate
        requiresClientCertificate = loaded.configuration.tls?.clientAuthentication.requires == true
        self.timeout = timeout
    }

    /// Asks at the address, or at loopback where that stands for all; returns when the answer is 200.
    ///
    /// Over TLS nobody but the holder of the configured certificate is believed. Where clients must show certificates the
    /// probe has none: that the listener says so is answer enough.
    ///
    /// - Throws: ``HealthProblem``.
    public func ask(_ address: ListenAddress) throws(HealthProblem) {
        let name = address.description
        let socket: FileDescriptor
        do throws(SystemError) { socket = try connected(to: address) } catch {
            throw HealthProblem(address: name, reason: error.reason)
        }
        let request = "GET \(Self.path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        let answer: [UInt8]
        if let certificate {
            guard let session = TLSClient(socket: socket.number) else {
                throw HealthProblem(address: name, reason: "out of memory")
            }
            if let doubt = session.doubt(of: certificate) { throw HealthProblem(address: name, reason: doubt) }
            guard let bytes = session.exchange(Array(request.utf8)) else {
                if requiresClientCertificate { return }
                throw HealthProblem(address: name, reason: "no answer over TLS")
            }
            answer = bytes
        } else {
            guard socket.send([Array(request.utf8)[...]]) != .gone else {
                throw HealthProblem(address: name, reason: "the connection is gone")
            }
            var buffer = [UInt8](repeating: 0, count: 4_096)
            guard case .moved(let count) = socket.receive(into: &buffer) else {
                throw HealthProblem(address: name, reason: "no answer")
            }
            answer = Array(buffer.prefix(count))
        }
        let line = answer.prefix { $0 != .carriageReturn }
        guard line.starts(with: "HTTP/1.1 200 ".utf8) else {
            throw HealthProblem(address: name, reason: line.isEmpty ? "no answer" : "the answer is no 200")
        }
    }

    /// A blocking socket that gives up any wait at its time.
    private func connected(to address: ListenAddress) throws(SystemError) -> FileDescriptor {
        var missing = SystemError(call: "connect", code: EADDRNOTAVAIL)
        for candidate in try Self.candidates(address) {
            do throws(SystemError) {
                let type = Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
                let socket = FileDescriptor(
                    owning: try SystemError.check("socket", Glibc.socket(candidate.family, type, 0)))
                let (seconds, attoseconds) = timeout.components
                let time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
                try socket.setOption(SOL_SOCKET, SO_RCVTIMEO, time)
                try socket.setOption(SOL_SOCKET, SO_SNDTIMEO, time)
                let number = socket.number
                _ = try SystemError.check("connect", candidate.withPointer { connect(number, $0, $1) })
                return socket
            } catch {
                missing = error.code == EINPROGRESS ? SystemError(call: error.call, code: ETIMEDOUT) : error
            }
        }
        throw missing
    }

    private static func candidates(_ address: ListenAddress) throws(SystemError) -> [SocketAddress] {
        if let path = address.path { return SocketAddress(path: path).map { [$0] } ?? [] }
        let hosts =
            switch address.host {
            case "", "::": ["127.0.0.1", "::1"]
            case "0.0.0.0": ["127.0.0.1"]
            default: [address.host]
            }
        return hosts.flatMap { (try? SocketAddress.resolve($0, port: address.port, for: address)) ?? [] }
    }
}

/// Why a listener is not healthy.
public struct HealthProblem: Error, Equatable, CustomStringConvertible {
    /// Where it was asked.
    public var address: String
    /// What came of it.
    public var reason: String

    /// One line for a person.
    public var description: String { "\(address): \(reason)" }
}
