import Testing

@testable import System

@Suite struct BlockingThreadTests {
    @Test(arguments: [0, 1, 8])
    func `threads that the machine allows can be rehearsed`(count: Int) throws {
        try BlockingThread.rehearse(count)
    }
}
