import Notation
import Synchronization
import System
import Testing

@testable import Serving

/// A disk whose files the test writes.
private final class Disk: Sendable {
    private struct File {
        var bytes: [UInt8]
        var version: Int
    }

    private let files = Mutex<[String: File]>([:])
    private let writes = Mutex(0)

    func write(_ path: String, _ bytes: [UInt8]?) {
        let version = writes.withLock { count in
            count += 1
            return count
        }
        files.withLock { $0[path] = bytes.map { File(bytes: $0, version: version) } }
    }

    func write(_ path: String, _ text: String) { write(path, Array(text.utf8)) }

    var reading: ConfigurationFiles {
        ConfigurationFiles(
            read: { [self] path throws(BoundedFile.Problem) in
                guard let file = files.withLock({ $0[path] }) else {
                    throw BoundedFile.Problem("No such file or directory")
                }
                return file.bytes
            },
            mark: { [self] path in
                files.withLock { $0[path] }.map {
                    FileMark(device: 0, inode: 0, count: $0.bytes.count, seconds: [$0.version], nanoseconds: [])
                }
            })
    }
}

@Suite struct LiveWebConfigurationTests {
    /// The bcrypt hash of `pw` at cost 4.
    static let pw = "$2y$04$5rdGSdR8iCopg.eWZJ66FuYwbzEwWh7BPVWCdlbMWsBmPmAS7Vs9C"
    private static let basic = "Basic bWU6cHc="

    private let disk = Disk()

    private func configuration(_ text: String) throws -> LiveWebConfiguration {
        disk.write("/web.yml", text)
        return try LiveWebConfiguration(path: "/web.yml", files: disk.reading)
    }

    private func admission(_ web: LiveWebConfiguration, _ authorization: String?) -> String {
        var headers: HTTPHeaders = [:]
        if let authorization { headers.append("authorization", authorization) }
        switch web.gate.admit(headers, .now) {
        case .pass: return "pass"
        case .refuse(let response): return "\(response.status)"
        case .check(let check): return web.verdict(check) ? "right" : "wrong"
        }
    }

    /// Looks twice: a change is read once the file has stopped changing.
    private func change(_ web: LiveWebConfiguration) -> Result<Void, WebConfigurationError>? {
        #expect(web.readIfChanged() == nil)
        return web.readIfChanged()
    }

    @Test func `without a file everyone has access`() {
        let web = LiveWebConfiguration()
        #expect(admission(web, nil) == "pass")
        #expect(web.readIfChanged() == nil)
        #expect(
            web.status
                == LiveWebConfiguration.Status(isGood: nil, certificateExpiry: nil, isGuarded: false, speaksTLS: false))
    }

    @Test func `a correct password is checked once, and a wrong one each time`() throws {
        let web = try configuration("basic_auth_users: {me: \(Self.pw)}")
        #expect(admission(web, nil) == "401")
        #expect(admission(web, "Basic bWU6bm8=") == "wrong")
        #expect(admission(web, "Basic bWU6bm8=") == "wrong")
        #expect(admission(web, Self.basic) == "right")
        #expect(admission(web, Self.basic) == "pass")
        #expect(admission(web, "Basic bWU6bm8=") == "wrong")
        #expect(web.status.isGuarded)
    }

    @Test func `an unknown user costs the same check as a known one and is refused`() throws {
        let web = try configuration("basic_auth_users: {me: \(Self.pw)}")
        #expect(admission(web, "Basic eW91OnB3") == "wrong")
        guard case .check(let check) = web.gate.admit(["authorization": "Basic eW91OnB3"], .now) else {
            Issue.record("no check")
            return
        }
        #expect(check.hash.cost == 4)
        #expect(!check.isKnown)
    }

    @Test func `a changed file applies once it is stable, and its old passwords are forgotten`() throws {
        let web = try configuration("basic_auth_users: {me: \(Self.pw)}")
        #expect(admission(web, Self.basic) == "right")
        disk.write("/web.yml", "basic_auth_users: {you: \(Self.pw)}")
        guard case .success? = change(web) else {
            Issue.record("not read")
            return
        }
        #expect(admission(web, Self.basic) == "wrong")
        #expect(admission(web, "Basic eW91OnB3") == "right")
        #expect(web.readIfChanged() == nil)
    }

    @Test func `a file that keeps changing is not read`() throws {
        let web = try configuration("{}")
        for number in 0..<5 {
            disk.write("/web.yml", "broken \(number)")
            #expect(web.readIfChanged() == nil)
        }
        #expect(web.status.isGood == true)
    }

    @Test(arguments: ["nonsense: 1", "", "# nothing left", "tls_server_config: {cert_file: a, key_file: b}"])
    func `a bad file keeps the old one in force and is reported once`(text: String) throws {
        let web = try configuration("basic_auth_users: {me: \(Self.pw)}")
        disk.write("/web.yml", text)
        guard case .failure(let error)? = change(web) else {
            Issue.record("taken")
            return
        }
        #expect(error.path == "/web.yml" || error.path == "/a")
        for _ in 0..<50 { #expect(web.readIfChanged() == nil) }
        #expect(web.status.isGood == false)
        #expect(admission(web, nil) == "401")
        disk.write("/web.yml", "basic_auth_users: {me: \(Self.pw)}\n")
        guard case .success? = change(web) else {
            Issue.record("not read")
            return
        }
        #expect(web.status.isGood == true)
    }

    @Test func `a certificate that appears after the file that names it is found`() throws {
        let certificates = try TestCertificates.shared.get()
        disk.write("/a.crt", try certificates.bytes("server.crt"))
        disk.write("/a.key", try certificates.bytes("server.key"))
        let web = try configuration("tls_server_config: {cert_file: a.crt, key_file: a.key}")
        disk.write("/web.yml", "tls_server_config: {cert_file: b.crt, key_file: b.key}")
        guard case .failure? = change(web) else {
            Issue.record("taken")
            return
        }
        disk.write("/b.crt", try certificates.bytes("ca.crt"))
        disk.write("/b.key", try certificates.bytes("ca.key"))
        #expect((0..<30).contains { _ in if case .success? = web.readIfChanged() { true } else { false } })
        #expect(web.status.isGood == true)
    }

    @Test func `a new certificate is served once its key is there too`() throws {
        let certificates = try TestCertificates.shared.get()
        disk.write("/a.crt", try certificates.bytes("server.crt"))
        disk.write("/a.key", try certificates.bytes("server.key"))
        let web = try configuration("tls_server_config: {cert_file: a.crt, key_file: a.key}")
        let old = web.context?.certificate.bytes
        #expect(web.status.speaksTLS)
        #expect((web.status.certificateExpiry ?? 0) > 1_700_000_000)
        disk.write("/a.crt", try certificates.bytes("ca.crt"))
        guard case .failure(let error)? = change(web) else {
            Issue.record("taken")
            return
        }
        #expect(error.reason == "key_file: key values mismatch")
        #expect(web.context?.certificate.bytes == old)
        disk.write("/a.key", try certificates.bytes("ca.key"))
        guard case .success? = change(web) else {
            Issue.record("not read")
            return
        }
        #expect(web.context?.certificate.bytes != old)
    }

    @Test func `a requested reload happens even if no file has changed`() throws {
        let web = try configuration("basic_auth_users: {me: \(Self.pw)}")
        #expect(web.readIfChanged() == nil)
        #expect(throws: Never.self) { try web.readAgain()?.get() }
        disk.write("/web.yml", "nonsense: 1")
        for _ in 0..<2 {
            guard case .failure? = web.readAgain() else {
                Issue.record("taken")
                return
            }
        }
        #expect(web.status.isGood == false && admission(web, nil) == "401")
        #expect(LiveWebConfiguration().readAgain() == nil)
    }

    @Test func `requests beyond the rate are told to wait`() throws {
        let web = try configuration("rate_limit: {interval: 1h, burst: 2}")
        #expect((0..<3).map { _ in admission(web, nil) } == ["pass", "pass", "429"])
    }
}
