import CProcess
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import System

@Suite struct StandardStreamsTests {
    /// Both ends of a pipe, which child processes do not inherit.
    private func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        _ = try SystemError.check("pipe2", pipe2(&ends, O_CLOEXEC))
        return (ends[0], ends[1])
    }

    @Test func `a full disk, a closed pipe and a closed descriptor are told apart`() async throws {
        let full = FileDescriptor(owning: open("/dev/full", O_WRONLY | O_CLOEXEC))
        #expect(write("text", to: full.number) == .failed(SystemError(call: "write", code: ENOSPC)))
        #expect(write("", to: full.number) == .written)
        let reading = FileDescriptor(owning: open("/dev/null", O_RDONLY | O_CLOEXEC))
        #expect(write("text", to: reading.number) == .failed(SystemError(call: "write", code: EBADF)))
        signal(SIGPIPE, SIG_IGN)
        let (end, writing) = try pipe()
        close(end)
        // A child process that another test is starting holds the pipe until it calls `exec`.
        try await eventually("a pipe without readers") { write("text", to: writing) == .nobodyReads }
        close(writing)
    }

    @Test func `a descriptor that accepts little at a time gets everything`() throws {
        let (reading, writing) = try pipe()
        _ = fcntl(writing, F_SETFL, O_NONBLOCK)
        // Fill the pipe first, so that the very first write has to wait.
        let text = String(repeating: "0123456789", count: 100_000)
        let page = [UInt8](repeating: UInt8(ascii: "-"), count: 4_096)
        var filled = 0
        while true {
            let count = Glibc.write(writing, page, page.count)
            if count < 0 { break }
            filled += count
        }
        let reader = Reader(reading)
        let thread = try BlockingThread { reader.run() }
        #expect(write(text, to: writing) == .written)
        close(writing)
        _ = consume thread
        let read = reader.read
        close(reading)
        #expect(read.count == filled + text.utf8.count && read.dropFirst(filled).elementsEqual(text.utf8))
    }

    /// Reads a descriptor to its end.
    private final class Reader: Sendable {
        private let descriptor: Int32
        private let bytes = Mutex<[UInt8]>([])

        /// What was read so far.
        var read: [UInt8] { bytes.withLock { $0 } }

        init(_ descriptor: Int32) { self.descriptor = descriptor }

        func run() {
            var part = [UInt8](repeating: 0, count: 3_000)
            while true {
                let count = Glibc.read(descriptor, &part, part.count)
                guard count > 0 else { return }
                bytes.withLock { $0 += part.prefix(count) }
            }
        }
    }
}
