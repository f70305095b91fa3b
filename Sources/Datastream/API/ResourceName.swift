/// Rules that all resource names share.
public enum ResourceName {
    /// The ids in a name such as `projects/p/locations/l`; nil unless its collections are exactly these.
    public static func ids(of name: String, collections: [String]) -> [String]? {
        let segments = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard segments.count == collections.count * 2 else { return nil }
        var ids: [String] = []
        for (index, collection) in collections.enumerated() {
            let id = segments[index * 2 + 1]
            // A dash stands for all ids of a collection and is none itself.
            guard segments[index * 2] == collection, isID(id), id != "-" else { return nil }
            ids.append(id)
        }
        return ids
    }

    /// Whether a text can be an id in a resource name: nothing in it has a special meaning in a URL.
    public static func isID(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= LabelText.maximumBytes && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && !#"/?#%\"<>"#.utf8.contains(byte)
            }
    }

    /// Whether a text looks like an id that the API assigns: ASCII letters and digits, `-`, `_`, `.` and `~`.
    ///
    /// The path of a command takes nothing else: there, `a:stop` would be another method of another object.
    package static func isPlainID(_ text: String) -> Bool {
        isID(text)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: "-_.~".utf8.contains(byte)
                }
            }
    }

    /// Whether two names may mean the same project: they are equal, or one is an id and the other a number.
    static func isSameProject(_ asked: String, _ answered: String) -> Bool {
        asked == answered || isNumber(asked) != isNumber(answered)
    }

    private static func isNumber(_ text: String) -> Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
