internal import Datastream
internal import Notation

/// An object that needs attention, on the status page.
struct AttentionRow {
    let attention: Attention
    let stream: StreamName
    let now: Timestamp
    /// Whether the API accepts commands for the stream's objects.
    let takesCommands: Bool

    private static let nameLimit = 1_024

    func render(_ html: inout HTMLText) {
        html.markup("<li><div class=\"what\"><span class=\"pill ")
        html.markup(tone)
        html.markup("\">")
        html.text(word)
        html.markup("</span><strong class=\"label\">")
        html.name(attention.label)
        html.markup("</strong>")
        if !attention.reasons.isEmpty {
            html.markup("<span class=\"reason\">")
            for (index, reason) in attention.reasons.enumerated() {
                if index > 0 { html.markup(", ") }
                html.name(LabelText.bounded(reason))
            }
            html.markup("</span>")
        }
        if let since = attention.since {
            html.markup("<span class=\"since\">")
            html.age(since, now)
            html.markup("</span>")
        }
        html.markup("</div>")
        for command in commands { html.command(command) }
        html.markup("</li>\n")
    }

    private var word: String {
        switch attention.kind {
        case .failed: "FAILED"
        case .stuck: "\(attention.state.rawValue) too long"
        case .erring: "errors"
        case .stopped: "STOPPED"
        case .unsupported: "UNSUPPORTED"
        }
    }

    private var tone: StaticString {
        switch attention.kind {
        case .failed: "bad"
        case .stuck, .erring: "warn"
        case .stopped, .unsupported: "dim"
        }
    }

    /// The commands that restart its backfill.
    private var commands: [[String]] {
        let name = "\(stream)/objects/\(attention.id)"
        // Google's ids are far shorter; longer ones would bloat the page.
        guard takesCommands, name.utf8.count <= Self.nameLimit else { return [] }
        switch attention.kind {
        case .failed, .stopped, .erring: return [["backfill", "start", name]]
        case .stuck: return [["backfill", "stop", name], ["backfill", "start", name]]
        case .unsupported: return []
        }
    }
}
