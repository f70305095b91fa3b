import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import GoogleAuth

@Suite struct CredentialFileTokensTests {
    private let folder: Folder
    private let outside = Outside()

    init() throws { folder = try Folder() }

    private func write(_ refreshToken: String) throws -> String {
        let file = Fixtures.authorizedUser.merging(["refresh_token": refreshToken]) { $1 }
        return try folder.write(Fixtures.bytes(file), to: "adc.json")
    }

    private func tokens(_ path: String) throws -> CredentialFileTokens {
        outside.on("oauth2", #"{"access_token":"t","expires_in":3599}"#)
        return try CredentialFileTokens(path: path, universe: .google, quotaProject: nil, client: outside.client)
    }

    private var sent: [String] { outside.sent.map { String($0.text.split(separator: "refresh_token=").last ?? "") } }

    @Test func `a replaced file is read again before the next fetch`() async throws {
        let tokens = try tokens(try write("first"))
        _ = try await tokens.fetch(.cloudPlatform)
        _ = try write("second")
        _ = try await tokens.fetch(.cloudPlatform)
        #expect(sent == ["first", "second"])
        #expect(outside.slept.isEmpty)
    }

    @Test func `a half-written file is read twice, and reported if it stays that way`() async throws {
        let path = try write("first")
        let tokens = try tokens(path)
        try folder.write(Array("{\"type\":".utf8), to: "adc.json")
        await #expect { try await tokens.fetch(.cloudPlatform) } throws: {
            "\($0)".hasPrefix("credentials file \(path): not JSON: ")
        }
        #expect(outside.slept == [.milliseconds(100)])
        _ = try write("third")
        _ = try await tokens.fetch(.cloudPlatform)
        #expect(sent == ["third"])
    }

    @Test func `a deleted file is a failure that names it`() async throws {
        let path = try write("first")
        let tokens = try tokens(path)
        try FileManager.default.removeItem(atPath: path)
        await #expect(throws: TokenFailure("credentials file \(path): No such file or directory")) {
            try await tokens.fetch(.cloudPlatform)
        }
    }
}
