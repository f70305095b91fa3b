import Glibc
internal import System

/// Where a listener's sockets come from.
package enum ListenSource: Sendable {
    /// The listener creates and binds them.
    case addresses([ListenAddress])
    /// systemd created them and announces them in this environment (`sd_listen_fds(3)`).
    case systemd(environment: [String: String])

    /// The first descriptor that systemd hands over.
    private static let firstInherited: Int32 = 3
    private static let inheritedLimit: Int32 = 256

    func sockets() throws(ListenerError) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        switch self {
        case .addresses(let addresses):
            for address in addresses { sockets.append(try ListeningSocket(address)) }
        case .systemd(let environment):
            for number in try Self.inherited(environment) {
                do throws(SystemError) {
                    sockets.append(try ListeningSocket(inheriting: FileDescriptor(owning: number)))
                } catch {
                    throw ListenerError(address: "systemd's descriptor \(number)", reason: "not a listening socket")
                }
            }
        }
        return sockets
    }

    /// The descriptors that systemd passed to this process.
    static func inherited(
        _ environment: [String: String], process: Int32 = getpid()
    ) throws(ListenerError) -> Range<Int32> {
        guard environment["LISTEN_PID"].flatMap({ Int32($0) }) == process,
            let count = environment["LISTEN_FDS"].flatMap({ Int32($0) }), (1...inheritedLimit).contains(count)
        else {
            throw ListenerError(
                address: "systemd's sockets", reason: "systemd passed no sockets to this process")
        }
        return firstInherited..<firstInherited + count
    }
}
