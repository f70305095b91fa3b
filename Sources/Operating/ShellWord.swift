/// A text as one word of a POSIX shell.
public enum ShellWord {
    /// The text as it stands where no shell would read anything else, otherwise in single quotes.
    public static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || "_-./:@%+=,".utf8.contains(byte)
            }
        // Scalar by scalar: a mark that combines with a quote would hide it from a search for characters.
        return isPlain ? text : "'" + text.unicodeScalars.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
    }
}
