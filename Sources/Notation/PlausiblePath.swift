/// Tells a file's path from a file's contents, which users sometimes give instead by mistake.
package enum PlausiblePath {
    /// The message for a value that is not a plausible path, to follow the name of the setting.
    package static let mistake =
        "the value, which is not shown, seems to hold the credentials themselves where the path of a file is expected"

    /// Longest path on Linux, in bytes.
    private static let maximumBytes = 4_096

    /// Whether a text can be a file's path that is safe to show.
    ///
    /// Possible secrets and file contents are not.
    package static func isPlausible(_ text: String) -> Bool {
        !SecretText.isLikely(text) && text.utf8.count <= maximumBytes
            && !text.utf8.contains { "{}\"".utf8.contains($0) }
    }
}
