import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Serving

@Suite(.serialized) struct PasswordWorkerTests {
    private func running(
        _ limits: ListenerLimits = .init(), cost: Int = 4, user: String = "me"
    ) throws -> (RunningListener, Folder) {
        let folder = try Folder()
        let script = "import crypt; print(crypt.crypt('pw', crypt.mksalt(crypt.METHOD_BLOWFISH, rounds=\(1 << cost))))"
        let hash = try output(of: ["python3", "-W", "ignore", "-c", script]).text.split(separator: "\n").joined()
        let path = try folder.write("web.yml", "basic_auth_users: {\(user): \(hash)}")
        return (try RunningListener(limits, configuration: LiveWebConfiguration(path: path)), folder)
    }

    private static func request(_ credentials: String, path: String = "/ok") -> String {
        let authorization = Data(credentials.utf8).base64EncodedString()
        return "GET \(path) HTTP/1.1\r\nHost: x\r\nAuthorization: Basic \(authorization)\r\n\r\n"
    }

    @Test func `a password gives access, and health needs none`() throws {
        let (running, _) = try running()
        let client = try running.client()
        #expect(
            client.get("/ok", endsIn: "unauthorized\n").hasPrefix(
                "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic"))
        #expect(client.get("/none", endsIn: "unauthorized\n").hasPrefix("HTTP/1.1 401 "))
        #expect(client.get("/-/healthy", endsIn: "alive").hasPrefix("HTTP/1.1 200 "))
        client.send(Self.request("me:no"))
        #expect(client.read(untilSuffix: "unauthorized\n").hasPrefix("HTTP/1.1 401 "))
        for _ in 0..<3 {
            client.send(Self.request("me:pw"))
            #expect(client.read(untilSuffix: "fine").hasPrefix("HTTP/1.1 200 "))
        }
        client.send(Self.request("you:pw"))
        #expect(client.read(untilSuffix: "unauthorized\n").hasPrefix("HTTP/1.1 401 "))
    }

    @Test func `checks beyond the queue's limit are refused at once`() throws {
        let (running, _) = try running(ListenerTests.limits { $0.checksPerAddress = 1 }, cost: 12)
        let clients = try (0..<5).map { _ in try running.client() }
        for client in clients { client.send(Self.request("me:no")) }
        // How many checks end before the last request has come depends on the machine.
        let statuses = running.statuses(5)
        #expect(Set(statuses) == [401, 503], "\(statuses)")
        #expect(try running.client().get("/-/healthy", endsIn: "alive").hasPrefix("HTTP/1.1 200 "))
    }

    @Test func `a check for a client that leaves is skipped`() throws {
        let (running, _) = try running(cost: 10)
        do {
            let clients = try (0..<6).map { _ in try running.client() }
            for client in clients { client.send(Self.request("me:no")) }
            #expect(running.tells(.connectionOpened, times: 6))
        }
        let client = try running.client()
        client.send(Self.request("me:pw"))
        #expect(client.read(untilSuffix: "fine").hasPrefix("HTTP/1.1 200 "))
    }

    @Test func `a known scraper is served during a flood of guesses`() throws {
        let (running, _) = try running(cost: 10)
        let scraper = try running.client()
        scraper.send(Self.request("me:pw"))
        #expect(scraper.read(untilSuffix: "fine").hasPrefix("HTTP/1.1 200 "))
        let isOver = Atomic(false)
        let finished = DispatchGroup()
        let guesses = Mutex((all: 0, checked: 0))
        for number in 0..<16 {
            finished.enter()
            Thread.detachNewThread {
                while !isOver.load(ordering: .relaxed) {
                    guard let client = try? running.client() else { continue }
                    client.send(Self.request(number.isMultiple(of: 2) ? "me:no" : "you:no"))
                    let answer = String(decoding: client.read() ?? [], as: UTF8.self)
                    guesses.withLock { guesses in
                        guesses.all += 1
                        if answer.hasPrefix("HTTP/1.1 401 ") { guesses.checked += 1 }
                    }
                }
                finished.leave()
            }
        }
        defer {
            isOver.store(true, ordering: .relaxed)
            #expect(finished.wait(timeout: .now() + 120) == .success)
        }
        // Enough guesses that the flood is under way on any machine.
        var scrapes = 0
        while guesses.withLock({ $0.all < 1_000 || $0.checked < 20 }) {
            scraper.send(Self.request("me:pw"))
            try #require(scraper.read(untilSuffix: "fine").hasPrefix("HTTP/1.1 200 "))
            scrapes += 1
            try #require(scrapes < 1_000_000, "no flood of guesses came")
        }
        // If scrapes waited for the current check, there would be at most one per check.
        #expect(scrapes > 2 * guesses.withLock { $0.checked })
    }
}
