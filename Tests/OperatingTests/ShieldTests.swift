import Testing

@testable import Operating

@Suite struct ShieldTests {
    @Test func `shielded work goes on when its waiter is cancelled`() async {
        let shield = Shield()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await shield.run { Task.isCancelled }
        }
        #expect(await task.value == false)
    }

    @Test func `a dropped shield cancels current and later work`() async {
        let shield = Shield()
        let started = AsyncStream.makeStream(of: Void.self)
        let work = Task {
            await shield.run {
                started.continuation.yield()
                try? await Task.sleep(for: .seconds(60))
                return Task.isCancelled
            }
        }
        for await _ in started.stream { break }
        shield.drop()
        #expect(await work.value)
        #expect(await shield.run { Task.isCancelled })
    }
}
