/// Tells the path of a file from what files hold, which people give in its place by mistake.
package enum PlausiblePath {
    /// What a message says of a value that is no plausible path, behind the name of the setting.
    package static let mistake =
        "the value, which is not shown, seems to hold the credentials themselves where the path of a file is expected"

    /// Most bytes of a path, as Linux has it.
    private static let maximumBytes = 4_096

    /// Whether a text may be the path of a file and be shown; what may be a secret or the contents of a file is not.
    package static func isPlausible(_ text: String) -> Bool {
        !SecretText.isLikely(text) && text.utf8.count <= maximumBytes
            && !text.utf8.contains { "{}\"".utf8.contains($0) }
    }
}
