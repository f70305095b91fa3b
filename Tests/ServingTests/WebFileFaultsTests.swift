import Foundation
import TestSupport
import Testing

@testable import Serving

/// Faults in the web configuration file.
@Suite struct WebFileFaultsTests {
    /// Each key of the format, with its section and whether its value is text.
    private static let keys: [(section: String, key: String, isText: Bool)] = [
        ("tls_server_config", "cert_file", true), ("tls_server_config", "key_file", true),
        ("tls_server_config", "cert", true), ("tls_server_config", "key", true),
        ("tls_server_config", "client_auth_type", true), ("tls_server_config", "client_ca_file", true),
        ("tls_server_config", "client_ca", true), ("tls_server_config", "client_allowed_sans", false),
        ("tls_server_config", "min_version", true), ("tls_server_config", "max_version", true),
        ("tls_server_config", "cipher_suites", false), ("tls_server_config", "curve_preferences", false),
        ("tls_server_config", "prefer_server_cipher_suites", false), ("http_server_config", "http2", false),
        ("http_server_config", "headers", false), ("rate_limit", "interval", true), ("rate_limit", "burst", false),
    ]

    @Test(arguments: keys.indices)
    func `a wrong type for any key is refused, naming the key`(index: Int) {
        let (section, key, isText) = Self.keys[index]
        // YAML allows a text to be written as a number or a boolean, but not as a list or a mapping.
        for value in isText ? ["[a]", "{a: b}", "[[]]"] : ["{a: {b: c}}", "[[a]]", "[{a: b}]", "0x1z"] {
            let text = "\(section): {\(key): \(value)}"
            let error = #expect(throws: YAMLError.self, "\(text)") {
                try WebConfiguration(parsing: Array(text.utf8), directory: "/")
            }
            #expect(error?.line == 1 && error?.reason.contains(key) == true, "\(text): \(error?.reason ?? "")")
        }
    }

    @Test(arguments: ["tls_server_config", "http_server_config", "basic_auth_users", "rate_limit"])
    func `a wrong type for any section is refused, naming the section`(section: String) {
        for value in ["x", "7", "[a]", "true"] {
            let text = "\(section): \(value)"
            let error = #expect(throws: YAMLError.self) {
                try WebConfiguration(parsing: Array(text.utf8), directory: "/")
            }
            #expect(error?.reason.contains(section) == true, "\(text): \(error?.reason ?? "")")
        }
    }

    @Test func `an unreadable file or a dangling link is refused at once`() throws {
        let folder = try Folder()
        #expect(mkfifo(folder.path("fifo"), 0o600) == 0)
        for (name, target) in [("dangling", "nothing"), ("loop", "loop")] {
            try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
        }
        try folder.write(Array(repeating: UInt8(ascii: "#"), count: (1 << 20) + 1), to: "large")
        for name in ["", "none", "fifo", "dangling", "loop", "large", "none/x"] {
            let path = folder.path(name)
            let error = #expect(throws: WebConfigurationError.self) {
                try LoadedWebConfiguration(path: path, reading: .live)
            }
            #expect(error?.path == path)
        }
        guard geteuid() != 0 else { return }
        let locked = try folder.write(Array("{}".utf8), to: "locked")
        #expect(chmod(locked, 0) == 0)
        #expect(throws: WebConfigurationError.self) { try LoadedWebConfiguration(path: locked, reading: .live) }
    }

    @Test(arguments: [(0o600, true), (0o644, true), (0o664, true), (0o666, false), (0o602, false)])
    func `a world-writable file with users is refused`(mode: Int, isTaken: Bool) throws {
        let folder = try Folder()
        let path = try folder.write("web.yml", "basic_auth_users: {me: \(WebConfigurationCase.hash)}\n")
        #expect(chmod(path, mode_t(mode)) == 0)
        do throws(WebConfigurationError) {
            #expect(try LoadedWebConfiguration(path: path, reading: .live).configuration.users.count == 1 && isTaken)
        } catch {
            #expect(!isTaken && error.reason == "anyone may write it, and it has users: chmod 640", "\(error)")
        }
    }
}
