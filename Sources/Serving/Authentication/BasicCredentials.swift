internal import Notation

/// The user and the password of `Authorization: Basic`, as raw bytes.
struct BasicCredentials: Equatable {
    var user: String
    var password: [UInt8]

    /// Reads the header's value; nil for another scheme or a malformed value.
    init?(_ header: String?) {
        guard let header else { return nil }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, String(parts[0]).equalsIgnoringASCIICase("basic"),
            let bytes = Base64.decoded(parts[1].utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            let user = String(validating: bytes[..<colon], as: UTF8.self)
        else { return nil }
        self.user = user
        password = Array(bytes[colon...].dropFirst())
    }
}
