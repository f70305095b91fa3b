import Testing

@testable import Notation

@Suite struct PlausiblePathTests {
    @Test(arguments: [
        "/etc/exporter/key.json", "key.json", "./a b/ä.json", "~/x", "C:\\keys\\a.json", "/tmp/keyJar/ya2.txt",
        "eyebrow.json", "", "a b\u{A0}c", "the bearer paid", "/run/a@b/c:d", "robot@p.iam.gserviceaccount.com",
        "/" + String(repeating: "long-name/", count: 40) + "key", String(repeating: "a", count: 128),
        "/var/run/secrets/kubernetes.io/serviceaccount/..2026_11_26_15_39_53.2048117643/a-very-long-name-of-a-projected-volume/token",
    ])
    func `common paths are plausible`(text: String) {
        #expect(PlausiblePath.isPlausible(text))
    }

    @Test(arguments: [
        #"{"type":"service_account","private_key":"x"}"#, "{}", "a}b", #"a"b"#, "/etc/key.json\n", "a\u{0}b", "a\tb",
        "\u{9B}31m", "a\u{1F}b", "a\u{7F}b", "a\u{80}b", "a\u{9F}b", "key 1//0gabc", "(Bearer abc)",
        "ya29.a0AfB", " ya29.a0AfB", "'ya29.a0AfB'", "--ya29.a0AfB", "/tmp/ya29.a0AfB", "token=ya29.a0AfB",
        "eyJhbGciOiJSUzI1NiJ9",
        "/x/eyJhbGciOiJSUzI1NiIsImtpZCI6IjEyMzQ1Njc4OTAxMjM0NTY3ODkwIiwidHlwIjoiSldUIn0.e30.c2ln", "Bearer abc",
        "1//0gabc", "--flagya29.a0AfB", "keyGOCSPX-abc", "https://me:secret@host/", "me:secret@127.0.0.1:3128",
        "GOCSPX-abc", "-----BEGIN PRIVATE KEY----- MIIE -----END PRIVATE KEY-----", "x-----BEGIN RSA PRIVATE KEY-----",
        "basic_auth_users: alice: $2y$10$abc", "a: $2a$10$abc", "a: $2b$10$abc", String(repeating: "a", count: 129),
        "/etc/" + String(repeating: "a", count: 256),
        String(repeating: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEA/", count: 30),
        String(repeating: "/abc", count: 1_100),
    ])
    func `the contents of a file are not a path`(text: String) {
        #expect(!PlausiblePath.isPlausible(text))
    }

    @Test func `a base64 key is not a path, however it begins`() {
        // Base64 of indented JSON has hardly any slashes; that of a binary key has many.
        #expect(
            !PlausiblePath.isPlausible(
                "ewogICJ0eXBlIjogInNlcnZpY2VfYWNjb3VudCIs" + String(repeating: "CiAgInByb2", count: 200)))
        #expect(!PlausiblePath.isPlausible(String(repeating: "q/83/+Zk0T", count: 20) + "=="))
    }

    @Test(arguments: ["[a-z]{2,3}", "sales.*", "30s", "projects/p/locations/l/streams/s"])
    func `what people type is not taken for a secret`(text: String) {
        #expect(!SecretText.isLikely(text))
    }

    @Test func `the shown part of a text is bounded and on one line`() {
        #expect(SecretText.shown("a b\u{200B}é") == "a b\\u200bé")
        #expect(["ya29.a0Ab", "a\nb"].allSatisfy { SecretText.shown($0) == SecretText.placeholder })
        #expect(SecretText.shown(String(repeating: "x", count: 100)) == String(repeating: "x", count: 80) + "...")
    }
}
