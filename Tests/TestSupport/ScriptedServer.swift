import Foundation

/// A TCP server on loopback that answers each connection with a script, byte for byte.
package final class ScriptedServer: Sendable {
    /// What the server has seen.
    package struct Log: Sendable {
        package var accepted = 0
        package var open = 0
        package var heads: [String] = []
    }

    private let listener: LoopbackSocket
    private let log = Watched(Log())

    /// Starts to listen; the script runs once per connection, on its own thread.
    package init(_ script: @escaping @Sendable (borrowing ScriptedConnection) -> Void) throws {
        let listener = try LoopbackSocket(queue: 512)
        self.listener = listener
        Thread.detachNewThread { [weak self] in
            // Not closed in deinit: otherwise another server could get the number while this thread still uses it.
            defer { listener.close() }
            while let descriptor = listener.accept() {
                guard let self else {
                    close(descriptor)
                    return
                }
                self.serve(descriptor, script)
            }
        }
    }

    /// A server that answers every request on a persistent connection with the same bytes.
    package static func answering(_ bytes: [UInt8]) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.readHead() != nil { connection.send(bytes) }
        }
    }

    /// A server that answers every request on a persistent connection with the same text.
    package static func answering(_ text: String) throws -> ScriptedServer { try answering(Array(text.utf8)) }

    deinit { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

    package var port: UInt16 { listener.port }

    package var url: String { "http://127.0.0.1:\(port)/" }

    package var seen: Log { log.value }

    /// Waits until the log meets a condition.
    ///
    /// - Throws: ``DeadlinePassed``.
    package func wait(until isMet: @escaping @Sendable (Log) -> Bool) async throws {
        try await log.wait(for: "what the server is to see", until: isMet)
    }

    private func serve(_ descriptor: Int32, _ script: @escaping @Sendable (borrowing ScriptedConnection) -> Void) {
        log.change {
            $0.accepted += 1
            $0.open += 1
        }
        Thread.detachNewThread {
            script(ScriptedConnection(descriptor) { head in self.log.change { $0.heads.append(head) } })
            self.log.change { $0.open -= 1 }
        }
    }
}

/// An accepted connection; it is closed when its script ends.
package struct ScriptedConnection: ~Copyable {
    private let descriptor: Int32
    private let note: (String) -> Void

    fileprivate init(_ descriptor: Int32, note: @escaping (String) -> Void) {
        self.descriptor = descriptor
        self.note = note
    }

    deinit { close(descriptor) }

    /// Reads the head of a request; `nil` at the end of the connection.
    package func readHead() -> String? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard recv(descriptor, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        let text = String(decoding: head, as: UTF8.self)
        note(text)
        return text
    }

    /// Reads bytes of a body.
    package func read(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let got = recv(descriptor, &bytes, count, Int32(MSG_WAITALL))
        return Array(bytes.prefix(max(0, got)))
    }

    /// Sends all bytes; false if the peer has gone.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Sends a whole text; false if the peer has gone.
    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Sends a text again and again, with a pause of a millisecond, until the peer has gone.
    package func drip(_ text: String) {
        while send(text) {
            if isReadable(descriptor, by: .now + .milliseconds(1)), !hasMore { return }
        }
    }

    private var hasMore: Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, 0) > 0
    }

    /// Stays silent until the peer has gone.
    package func stall() {
        while hasMore {}
    }

    /// Makes the next close a reset.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }
}
