import Foundation
import TestSupport
import Testing

@testable import GoogleAuth

@Suite struct SigningKeyTests {
    @Test func `openssl verifies a key's signature`() throws {
        let folder = try Folder()
        let key = try SigningKey(pem: Fixtures.key)
        let message = Array("to be signed".utf8)
        let private_ = try folder.write(Fixtures.key.utf8, to: "key.pem")
        let public_ = folder.path("public.pem")
        let signature = try folder.write(try #require(key.signature(of: message)), to: "signature")
        #expect(try output(of: ["openssl", "pkey", "-in", private_, "-pubout", "-out", public_]).code == 0)
        let told = try output(
            of: ["openssl", "dgst", "-sha256", "-verify", public_, "-signature", signature], input: message)
        #expect(told.text == "Verified OK\n")
        let other = try output(
            of: ["openssl", "dgst", "-sha256", "-verify", public_, "-signature", signature], input: message + [0])
        #expect(other.code != 0)
    }

    @Test func `a key in the older format is accepted too`() throws {
        let folder = try Folder()
        let path = try folder.write(Fixtures.key.utf8, to: "key.pem")
        let old = try output(of: ["openssl", "rsa", "-in", path, "-traditional"], errors: false).text
        #expect(old.hasPrefix("-----BEGIN RSA PRIVATE KEY-----"))
        #expect(try SigningKey(pem: old).signature(of: [1]) == SigningKey(pem: Fixtures.key).signature(of: [1]))
    }

    @Test func `short keys, keys of other kinds and encrypted keys are refused`() throws {
        let folder = try Folder()
        let path = try folder.write(Fixtures.key.utf8, to: "key.pem")
        let short = Fixtures.pem("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024")
        let curve = Fixtures.pem("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        let locked = Fixtures.pem("pkcs8", "-topk8", "-in", path, "-passout", "pass:x")
        #expect(short.hasPrefix("-----BEGIN") && curve.hasPrefix("-----BEGIN") && locked.hasPrefix("-----BEGIN ENC"))
        #expect(throws: CredentialsProblem("not an RSA key of 2048 bits or more")) { try SigningKey(pem: short) }
        #expect(throws: CredentialsProblem("not an RSA key of 2048 bits or more")) { try SigningKey(pem: curve) }
        #expect(throws: CredentialsProblem("not a private key in PEM")) { try SigningKey(pem: locked) }
    }

    @Test func `a key cut anywhere is refused without showing it`() {
        for count in stride(from: 0, to: Fixtures.key.utf8.count - 2, by: 7) {
            let cut = String(Fixtures.key.prefix(count))
            #expect(throws: CredentialsProblem("not a private key in PEM")) { try SigningKey(pem: cut) }
        }
    }
}
