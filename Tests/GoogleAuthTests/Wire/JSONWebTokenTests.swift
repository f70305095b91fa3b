import Foundation
import Notation
import Testing

@testable import GoogleAuth

@Suite struct JSONWebTokenTests {
    private func token(_ purpose: JSONWebToken.Purpose, keyID: String? = "kid1") -> JSONWebToken {
        JSONWebToken(email: "robot@p.iam.gserviceaccount.com", keyID: keyID, purpose: purpose, issuedAt: 1_700_000_000)
    }

    private func decoded(_ part: Substring) throws -> String {
        var text = String(part).replacing("-", with: "+").replacing("_", with: "/")
        while text.count % 4 != 0 { text += "=" }
        return String(decoding: try #require(Data(base64Encoded: text)), as: UTF8.self)
    }

    private static let purposes: [(JSONWebToken.Purpose, String)] = [
        (
            .audience("https://datastream.googleapis.com/"),
            #"{"iss": "robot@p.iam.gserviceaccount.com", "sub": "robot@p.iam.gserviceaccount.com", "#
                + #""iat": 1700000000, "exp": 1700003600, "aud": "https://datastream.googleapis.com/"}"#
        ),
        (
            .scope(.cloudPlatform),
            #"{"iss": "robot@p.iam.gserviceaccount.com", "sub": "robot@p.iam.gserviceaccount.com", "#
                + #""iat": 1700000000, "exp": 1700003600, "scope": "https://www.googleapis.com/auth/cloud-platform"}"#
        ),
        (
            .exchange(.iam),
            #"{"iat": 1700000000, "exp": 1700003600, "iss": "robot@p.iam.gserviceaccount.com", "#
                + #""aud": "https://oauth2.googleapis.com/token", "scope": "https://www.googleapis.com/auth/iam"}"#
        ),
    ]

    @Test(arguments: purposes)
    func `the claims are those of the purpose`(purpose: JSONWebToken.Purpose, claims: String) throws {
        let parts = token(purpose).signingInput.split(separator: ".")
        #expect(try decoded(parts[0]) == #"{"typ": "JWT", "alg": "RS256", "kid": "kid1"}"#)
        #expect(try decoded(parts[1]) == claims)
    }

    @Test func `the header has no key id if there is none`() throws {
        let head = try #require(token(.scope(.iam), keyID: nil).signingInput.split(separator: ".").first)
        #expect(try decoded(head) == #"{"typ": "JWT", "alg": "RS256"}"#)
    }

    @Test func `the key signs the first two parts`() throws {
        let key = try SigningKey(pem: Fixtures.key)
        let token = token(.scope(.iam))
        let signature = try #require(key.signature(of: Array(token.signingInput.utf8)))
        #expect(token.signed(with: key)?.revealed == "\(token.signingInput).\(Base64.urlText(signature))")
    }
}
