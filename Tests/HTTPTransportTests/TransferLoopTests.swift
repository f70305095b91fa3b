import HTTPTransport
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(patientMinutes)))
struct TransferLoopTests {
    @Test func `cancelling a task ends its transfer and closes the connection`() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            connection.stall()
        }
        let transport = try makeTransport()
        let url = server.url
        let task = Task { await failure(transport, patientRequest(url)) }
        try await server.wait { $0.heads.count == 1 }
        task.cancel()
        let error = try #require(await task.value)
        #expect(error.kind == .cancelled)
        #expect(error.requestMayHaveBeenSent)
        try await server.wait { $0.open == 0 }
    }

    @Test func `a request of a cancelled task is never sent`() async throws {
        let server = try ScriptedServer.answering(answer(body: "{}"))
        let transport = try makeTransport()
        let url = server.url
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(transport, TransportRequest(url: url))
        }
        let error = try #require(await task.value)
        #expect(error.kind == .cancelled)
        #expect(!error.requestMayHaveBeenSent)
        #expect(server.seen.accepted == 0)
    }

    @Test func `a cancellation after the end changes nothing`() async throws {
        let server = try ScriptedServer.answering(answer(body: "{}"))
        let transport = try makeTransport()
        let url = server.url
        for _ in 0..<100 {
            let task = Task { try await transport.send(TransportRequest(url: url)).status }
            #expect(try await task.value == 200)
            task.cancel()
        }
        #expect(server.seen.accepted == 1)
    }

    @Test func `a shutdown ends all transfers, and later requests too`() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            connection.stall()
        }
        let transport = try makeTransport()
        let url = server.url
        let tasks = (0..<8).map { _ in Task { await failure(transport, patientRequest(url)) } }
        try await server.wait { $0.heads.count == 8 }
        transport.shutdown()
        for task in tasks { #expect(await task.value?.kind == .cancelled) }
        #expect(await failure(transport, TransportRequest(url: url))?.kind == .cancelled)
        transport.shutdown()
        try await server.wait { $0.open == 0 }
    }

    @Test func `a released transport closes its connections`() async throws {
        let server = try ScriptedServer.answering(answer(body: "{}"))
        _ = try await makeTransport().send(TransportRequest(url: server.url))
        try await server.wait { $0.accepted == 1 && $0.open == 0 }
    }
}
