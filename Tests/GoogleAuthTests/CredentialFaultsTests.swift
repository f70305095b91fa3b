import Foundation
import TestSupport
import Testing

@testable import GoogleAuth

/// Faults in credentials files.
@Suite struct CredentialFaultsTests {
    private let folder: Folder
    private let outside = Outside(["NO_GCE_CHECK": "true"])

    init() throws { folder = try Folder() }

    @Test(arguments: [(0o600, 0), (0o640, 0), (0o644, 1), (0o666, nil), (0o602, nil)] as [(Int, Int?)])
    func `a world-writable file is refused, and a world-readable one causes a warning`(
        mode: Int, warnings: Int?
    ) async throws {
        let path = try folder.write(Fixtures.bytes(Fixtures.serviceAccount), to: "key.json")
        #expect(chmod(path, mode_t(mode)) == 0)
        let search = CredentialSearch(CredentialOptions(credentialsFile: path), environment: outside.environment)
        do throws(CredentialSearch.Failure) {
            #expect(try await search.find()?.warnings.count == warnings)
        } catch {
            #expect(warnings == nil && "\(error)".contains("anyone may write it"), "\(error)")
        }
    }

    @Test func `a file with Windows line ends is read; one with a byte order mark, junk or a duplicate key is refused`()
        throws
    {
        let text = String(decoding: Fixtures.bytes(Fixtures.authorizedUser), as: UTF8.self)
        #expect(
            try CredentialFile(Array(text.replacing(",", with: ",\r\n").utf8 + [13, 10]), in: .google).source != "")
        for broken in [
            "\u{FEFF}\(text)", "\(text)s3cret", "\(text)\(text)", "\(text)\0",
            text.replacing("{", with: #"{"type":"s3cret","#),
        ] {
            #expect { try CredentialFile(Array(broken.utf8), in: .google) } throws: { !"\($0)".contains("s3cret") }
        }
    }

    @Test(arguments: ["", "a\nb@p", "a b@p", "ä@p", "a\0b", String(repeating: "a", count: 1 << 20)])
    func `an address that cannot be an account's is refused and not echoed`(email: String) {
        var file = Fixtures.serviceAccount
        file["client_email"] = email
        #expect { try CredentialFile(Fixtures.bytes(file), in: .google) } throws: { error in
            "\(error)".hasPrefix("client_email: ") && "\(error)".utf8.count < 100
        }
    }

    @Test func `a file that is rewritten in place or behind a link is read again`() async throws {
        func write(_ refreshToken: String, to name: String) throws -> String {
            let file = Fixtures.authorizedUser.merging(["refresh_token": refreshToken]) { $1 }
            return try folder.write(Fixtures.bytes(file), to: name)
        }
        outside.on("oauth2", #"{"access_token":"t","expires_in":3599}"#)
        let first = try write("first", to: "first.json")
        let link = folder.path("adc.json")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: first)
        let tokens = try CredentialFileTokens(path: link, universe: .google, quotaProject: nil, client: outside.client)
        _ = try await tokens.fetch(.cloudPlatform)
        let bytes = try Data(contentsOf: URL(filePath: write("in place", to: "other.json")))
        let file = try FileHandle(forWritingTo: URL(filePath: first))
        try file.write(contentsOf: bytes)
        try file.truncate(atOffset: UInt64(bytes.count))
        try file.close()
        _ = try await tokens.fetch(.cloudPlatform)
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: write("behind the link", to: "second.json"))
        _ = try await tokens.fetch(.cloudPlatform)
        let sent = outside.sent.map { String($0.text.split(separator: "refresh_token=").last ?? "") }
        #expect(sent == ["first", "in+place", "behind+the+link"])
    }
}
