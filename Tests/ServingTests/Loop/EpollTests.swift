import Glibc
import System
import Testing

@testable import Serving

@Suite struct EpollTests {
    /// Both ends of a pipe; one byte is ready to be read.
    static func filledPipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        _ = write(ends[1], "x", 1)
        return (ends[0], ends[1])
    }

    @Test func `events are reported under the descriptor's number, only once on request`() throws {
        let ends = Self.filledPipe()
        let reader = FileDescriptor(owning: ends.read)
        let writer = FileDescriptor(owning: ends.write)
        let epoll = try Epoll()
        try epoll.add(reader.number, as: 7, .read)
        #expect(epoll.wait(.seconds(60)).map(\.id) == [7])
        try epoll.change(reader.number, as: 8, to: [.read, .once])
        #expect(epoll.wait(.seconds(60)).map(\.id) == [8])
        #expect(epoll.wait(.zero).isEmpty)
        try epoll.add(writer.number, as: 9, .write)
        #expect(epoll.wait(.seconds(1)).map(\.what) == [.write])
    }

    @Test func `a descriptor that is not open cannot be watched`() throws {
        let epoll = try Epoll()
        #expect(throws: SystemError(call: "epoll_ctl", code: EBADF)) { try epoll.add(-1, as: 1, .read) }
        #expect(epoll.wait(.milliseconds(-5)).isEmpty)
    }
}
