internal import Datastream

/// Where Google's console shows a stream.
enum ConsoleLink {
    /// The address of the stream's page.
    static func url(of name: StreamName) -> String {
        "https://console.cloud.google.com/datastream/streams/locations/\(encoded(name.location))/instances/"
            + "\(encoded(name.stream))?project=\(encoded(name.project))"
    }

    /// A text as one segment of a path or one value of a query.
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "-_.~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }
}
