import CEpoll
import Glibc
internal import System

/// Asks a listener on this machine whether it is healthy; only its answer counts, not its files.
package struct HealthProbe: Sendable {
    private let triesTLSFirst: Bool
    private let timeout: Duration

    /// The requested path.
    package static let path = "/-/healthy"

    private static let request = Array(
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nUser-Agent: healthcheck\r\nConnection: close\r\n\r\n".utf8)

    /// A probe; `webConfiguration` is the file that the listener may have been started with.
    ///
    /// The file only decides whether to try HTTP or HTTPS first: it may have changed since the start.
    package init(webConfiguration path: String? = nil, timeout: Duration = .seconds(3)) {
        let text = path.flatMap { try? BoundedFile.read($0, limit: ConfigurationFiles.byteLimit) }?.bytes ?? []
        triesTLSFirst = text.contains(Array("tls_server_config".utf8))
        self.timeout = timeout
    }

    /// Asks the addresses in turn until one is healthy; for a wildcard address it asks loopback.
    ///
    /// It checks no certificate and sends no password: the listener is on this machine and `/-/healthy` is open to all.
    /// A listener that demands a client certificate, which the probe does not have, counts as healthy.
    ///
    /// - Throws: ``HealthProblem`` of the first address.
    package func ask(_ addresses: [ListenAddress]) throws(HealthProblem) {
        var problem: HealthProblem?
        for address in addresses {
            do throws(HealthProblem) { return try ask(address) } catch { problem = problem ?? error }
        }
        throw problem ?? HealthProblem(address: "", reason: "no address to probe")
    }

    func ask(_ address: ListenAddress) throws(HealthProblem) {
        var problems: [SystemError] = []
        var reasons: [String] = []
        for candidate in Self.candidates(address) {
            do throws(SystemError) {
                guard let reason = try reason(against: candidate) else { return }
                reasons.append(reason)
            } catch {
                problems.append(error)
            }
        }
        throw HealthProblem(
            address: address.description, reason: reasons.first ?? problems.first?.reason ?? "no such host")
    }

    /// Why the listener at an address is unhealthy; nil if it is healthy.
    ///
    /// - Throws: why there is no connection to the address.
    private func reason(against address: SocketAddress) throws(SystemError) -> String? {
        var first: String?
        for isTLS in triesTLSFirst ? [true, false] : [false, true] {
            let socket = try connected(to: address)
            switch isTLS ? Self.verdictOverTLS(socket) : Self.verdict(socket) {
            case .healthy: return nil
            case .silence: return first ?? "no answer"
            // A TLS listener refuses plain HTTP and vice versa, so the second attempt decides.
            case .refused(let reason): first = first ?? reason
            }
        }
        return first
    }

    private enum Verdict {
        case healthy
        case silence
        case refused(String)

        init(answer: ArraySlice<UInt8>) {
            self =
                answer.isEmpty
                ? .refused("no answer")
                : answer.starts(with: "HTTP/1.1 200 ".utf8) ? .healthy : .refused("the answer was not 200")
        }
    }

    private static func verdict(_ socket: borrowing FileDescriptor) -> Verdict {
        guard socket.send([request[...]]) != .gone else { return Verdict(answer: []) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        switch socket.receive(into: &buffer) {
        case .moved(let count): return Verdict(answer: buffer.prefix(count))
        case .blocked: return .silence
        case .gone: return Verdict(answer: [])
        }
    }

    private static func verdictOverTLS(_ socket: borrowing FileDescriptor) -> Verdict {
        guard let session = TLSClient(socket: socket.number) else { return .refused("out of memory") }
        switch session.exchange(request) {
        case .answer(let bytes): return Verdict(answer: bytes[...])
        case .wantsCertificate: return .healthy
        case .silence: return .silence
        case .failed(let error): return .refused("TLS: \(error.reason)")
        }
    }

    /// A blocking socket with a time-out.
    private func connected(to address: SocketAddress) throws(SystemError) -> FileDescriptor {
        let type = Int32(bitPattern: SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let socket = FileDescriptor(owning: try SystemError.check("socket", Glibc.socket(address.family, type, 0)))
        let (seconds, attoseconds) = timeout.components
        let time = timeval(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
        try socket.setOption(SOL_SOCKET, SO_RCVTIMEO, time)
        try socket.setOption(SOL_SOCKET, SO_SNDTIMEO, time)
        let number = socket.number
        do throws(SystemError) {
            _ = try SystemError.check("connect", address.withPointer { connect(number, $0, $1) })
        } catch {
            // A connect that times out is reported as still in progress.
            throw [EINPROGRESS, EAGAIN].contains(error.code) ? SystemError(call: "connect", code: ETIMEDOUT) : error
        }
        return socket
    }

    private static func candidates(_ address: ListenAddress) -> [SocketAddress] {
        if let path = address.path { return SocketAddress(path: path).map { [$0] } ?? [] }
        let hosts =
            switch address.host {
            case "": ["127.0.0.1", "::1"]
            case "0.0.0.0": ["127.0.0.1"]
            default: [address.host]
            }
        return hosts.flatMap { host in
            let found = (try? SocketAddress.resolve(host, port: address.port, for: address)) ?? []
            // `::` in any spelling covers both families, as it does for the listener.
            guard found.contains(where: \.isUnspecified) else { return found }
            return ["127.0.0.1", "::1"].flatMap {
                (try? SocketAddress.resolve($0, port: address.port, for: address)) ?? []
            }
        }
    }
}
