import Notation

@testable import GoogleAuth

/// A credentials file, and the other files and texts that credentials come from: read, or refused without a word of
/// what is in them.
enum CredentialsTarget {
    private static let universes = [Universe.google, Universe("example.test")].compactMap(\.self)

    static func run(_ bytes: [UInt8]) throws {
        for universe in universes {
            do {
                let file = try CredentialFile(bytes, in: universe)
                try demand(CredentialFile.types.contains(file.source), "a source of \(file.source)")
                _ = (file.principal, file.project, file.quotaProject)
            } catch let error as CredentialsProblem {
                try check(error)
            }
        }
        let text = String(decoding: bytes, as: UTF8.self)
        _ = GcloudConfiguration.project(in: text)
        do {
            try demand(!CommandWords.split(text).isEmpty, "a command without words")
        } catch let error as CredentialsProblem {
            try check(error)
        }
        do {
            try demand(SourceURL.checked(text).hasPrefix("http"), "a URL of another kind")
        } catch let error as CredentialsProblem {
            try check(error)
        }
        if let request = AWSSignature.Request("POST", url: text) {
            let keys = AWSSignature.Keys(accessKeyID: text, secretAccessKey: Secret(text), sessionToken: nil)
            let headers = AWSSignature.headers(signing: request, region: "eu-west-1", keys: keys, at: 1_700_000_000)
            try demand(!headers.isEmpty, "a request without a signature")
        }
    }

    private static func check(_ problem: CredentialsProblem) throws(Violation) {
        try demand(!problem.description.contains("ya29.SECRET"), "a value in the message")
        try demand(problem.description.utf8.count <= 1_024, "a message of \(problem.description.utf8.count) bytes")
    }
}
