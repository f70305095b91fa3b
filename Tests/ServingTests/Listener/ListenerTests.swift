import Glibc
import Testing

@testable import Serving

@Suite(.serialized) struct ListenerTests {
    static let half = "GET /ok HTTP/1.1\r\nHost:"

    static func limits(_ change: (inout ListenerLimits) -> Void) -> ListenerLimits {
        var limits = ListenerLimits()
        change(&limits)
        return limits
    }

    @Test(arguments: ["127.0.0.1:0", "localhost:0", ":0"])
    func `one connection serves many requests`(_ address: String) throws {
        let running = try RunningListener(address: address)
        let client = try running.client()
        for _ in 0..<3 {
            #expect(client.get("/ok", endsIn: "fine") == "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine")
        }
        #expect(client.get("/none", endsIn: "found\n").hasPrefix("HTTP/1.1 404 "))
        #expect(running.statuses(4) == [200, 200, 200, 404])
        #expect(running.tells(.connectionOpened))
        client.endSending()
        #expect(running.tells(.connectionClosed))
        #expect(client.readToEnd() == ([], false))
    }

    @Test func `pipelined requests are answered in order`() throws {
        let running = try RunningListener()
        let client = try running.client()
        let tail = "Host: x\r\n\r\n"
        client.send("GET /late HTTP/1.1\r\n\(tail)HEAD /ok HTTP/1.1\r\n\(tail)GET /none HTTP/1.1\r\n\(tail)")
        client.send("POST /echo HTTP/1.1\r\nContent-Length: 3\r\nConnection: close\r\n\(tail)abcGET /ok HTTP/1.1\r\n")
        let (bytes, wasReset) = client.readToEnd()
        #expect(running.statuses(4) == [202, 200, 404, 200])
        #expect(
            String(decoding: bytes, as: UTF8.self).hasSuffix("\r\nContent-Length: 3\r\nConnection: close\r\n\r\nabc"))
        #expect(!wasReset)
    }

    @Test func `a HEAD gets the head of the GET and no body`() throws {
        let running = try RunningListener()
        let client = try running.client()
        client.send("HEAD /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let head = "HTTP/1.1 200 OK\r\nContent-Length: \(RunningListener.bigCount)\r\nConnection: close\r\n\r\n"
        #expect(String(decoding: client.readToEnd().bytes, as: UTF8.self) == head)
    }

    @Test func `a peer that has closed its sending side gets the whole response`() throws {
        let running = try RunningListener()
        let client = try running.client()
        client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        client.endSending()
        let (bytes, wasReset) = client.readToEnd()
        #expect(bytes.suffix(RunningListener.bigCount).allSatisfy { $0 == 0x62 })
        #expect(bytes.count > RunningListener.bigCount)
        #expect(!wasReset)
    }

    @Test func `a refusal reaches a peer that goes on sending`() throws {
        let running = try RunningListener()
        let client = try running.client()
        client.send(
            "GET /ok HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n" + String(repeating: "x", count: 200_000))
        let (bytes, wasReset) = client.readToEnd()
        #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
        #expect(!wasReset)
        #expect(running.statuses(1) == [400])
    }

    @Test func `unfinished heads make room for a whole one`() throws {
        let running = try RunningListener(Self.limits { $0.connections = 8 })
        let slow = try (0..<40).map { _ in try running.client() }
        for client in slow { client.send(Self.half) }
        #expect(running.tells(.connectionOpened, times: 40))
        let client = try running.client()
        #expect(client.get("/ok", endsIn: "fine").hasPrefix("HTTP/1.1 200 "))
        #expect(running.tells(.refused(.limit), times: 33))
        #expect(slow[0].readToEnd().bytes.isEmpty)
    }

    @Test func `an address beyond its share loses its oldest unfinished head`() throws {
        let running = try RunningListener(Self.limits { $0.connectionsPerAddress = 2 })
        let idle = try running.client()
        #expect(idle.get("/ok", endsIn: "fine").hasSuffix("fine"))
        let slow = try running.client()
        slow.send(Self.half)
        let client = try running.client()
        #expect(client.get("/ok", endsIn: "fine").hasSuffix("fine"))
        #expect(slow.read() == nil)
        #expect(idle.get("/ok", endsIn: "fine").hasSuffix("fine"))
        #expect(running.tells(.refused(.perAddress)))
    }

    @Test func `a peer being answered keeps its connection, and a new one is refused`() throws {
        let running = try RunningListener(Self.limits { $0.connections = 1 })
        let stalled = try running.client()
        #expect(stalled.get("/stalled", endsIn: "0123").hasSuffix("\r\n\r\n0123"))
        let refused = try running.client()
        #expect(refused.readToEnd().bytes.isEmpty)
        #expect(running.tells(.refused(.limit)))
        stalled.endSending()
        #expect(running.tells(.connectionClosed))
        #expect(try running.client().get("/ok", endsIn: "fine").hasSuffix("fine"))
    }

    @Test func `an unfinished head is cut at its timeout`() throws {
        let running = try RunningListener(Self.limits { $0.head = .milliseconds(50) })
        let client = try running.client()
        client.send(Self.half)
        #expect(running.tells(.refused(.headerTimeout)))
        #expect(client.readToEnd().bytes.isEmpty)
    }

    @Test func `a peer that does not read is reset at its timeout`() throws {
        let running = try RunningListener(Self.limits { $0.response = .milliseconds(50) })
        let client = try running.client(receiveBuffer: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(running.tells(.refused(.writeTimeout)))
        let (bytes, wasReset) = client.readToEnd()
        #expect(bytes.count < RunningListener.bigCount)
        #expect(wasReset)
    }

    @Test func `an idle connection is closed at its timeout`() throws {
        let running = try RunningListener(Self.limits { $0.idle = .milliseconds(50) })
        let client = try running.client()
        #expect(client.get("/ok", endsIn: "fine").hasSuffix("fine"))
        #expect(client.readToEnd() == ([], false))
    }

    @Test func `a delayed response does not hold up others`() throws {
        let running = try RunningListener()
        let late = try running.client()
        late.send("GET /late HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(late.read(untilSuffix: "late").hasSuffix("late"))
        // The next delay outlasts the test: the others are answered during it.
        late.send("GET /tomorrow HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(try running.client().get("/ok", endsIn: "fine").hasSuffix("fine"))
        #expect(running.statuses(2) == [202, 200])
    }

    @Test func `a cut response ends with a reset after its bytes`() throws {
        let running = try RunningListener()
        let client = try running.client()
        #expect(client.get("/cut", endsIn: "0123").hasSuffix("Content-Length: 10\r\n\r\n0123"))
        #expect(client.readToEnd() == ([], true))
    }

    @Test func `a stop refuses new connections and lets a large response finish`() throws {
        let running = try RunningListener()
        let idle = try running.client()
        #expect(idle.get("/ok", endsIn: "fine").hasSuffix("fine"))
        let client = try running.client(receiveBuffer: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        let first = try #require(client.read(upTo: 100))
        running.listener.stop()
        running.listener.stop()
        #expect(idle.readToEnd() == ([], false))
        #expect(throws: Client.Failure.self) { try running.client() }
        let (rest, wasReset) = client.readToEnd()
        #expect(first.count + rest.count > RunningListener.bigCount)
        #expect(!wasReset)
        #expect(running.returns())
    }

    @Test func `a stop cuts a peer that reads for longer than the drain`() throws {
        let running = try RunningListener(Self.limits { $0.drain = .milliseconds(200) })
        let client = try running.client(receiveBuffer: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        var count = client.read(upTo: 100)?.count ?? 0
        running.listener.stop()
        // Reads a byte at a time; there are millions.
        while !running.hasReturned, let bytes = client.read(upTo: 1), !bytes.isEmpty { count += bytes.count }
        #expect(running.returns())
        let (rest, wasReset) = client.readToEnd()
        #expect(wasReset)
        #expect(count + rest.count < RunningListener.bigCount)
    }

    @Test func `a request received before the stop is answered`() throws {
        let running = try RunningListener()
        let idle = try running.client()
        #expect(idle.get("/ok", endsIn: "fine").hasSuffix("fine"))
        let new = try running.client()
        for client in [idle, new] { client.send("GET /ok HTTP/1.1\r\nHost: x\r\n\r\n") }
        running.listener.stop()
        for client in [idle, new] {
            let (bytes, wasReset) = client.readToEnd()
            let answer = String(decoding: bytes, as: UTF8.self)
            #expect(answer.hasSuffix("\r\n\r\nfine"))
            #expect(!wasReset)
        }
        #expect(running.returns())
    }

    @Test func `a stop resets connections that do not finish in time`() throws {
        let running = try RunningListener(Self.limits { $0.drain = .milliseconds(50) })
        let client = try running.client()
        #expect(client.get("/stalled", endsIn: "0123").hasSuffix("0123"))
        running.listener.stop()
        #expect(running.returns())
        #expect(client.readToEnd() == ([], true))
    }

    @Test func `a port in use is refused by name, and free again after the stop`() throws {
        let running = try RunningListener()
        let address = running.address
        #expect(throws: ListenerError(address: address, reason: "Address already in use")) {
            try RunningListener(address: address)
        }
        #expect(try running.client().get("/ok", endsIn: "fine").hasSuffix("fine"))
        running.listener.stop()
        #expect(running.returns())
        #expect(try RunningListener(address: address).address == address)
    }
}
