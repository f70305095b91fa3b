internal import Datastream
internal import Notation

/// One stream on the status page.
struct StreamCard {
    let stream: StreamReport
    let now: Timestamp

    /// How many objects are shown without expanding the list.
    private static let openRows = 3
    /// Longest remaining time shown, in seconds: ten years.
    private static let longest = 315_360_000.0

    func render(_ html: inout HTMLText) {
        html.markup("<article class=\"stream")
        if stream.needsAttention { html.markup(" worry") }
        html.markup("\">\n")
        heading(&html)
        poll(&html)
        if let objects = stream.objects {
            BackfillBar(objects: objects).render(&html)
            pace(&html)
        } else {
            html.markup("<p class=\"none\">No complete listing of its objects yet.</p>\n")
        }
        errors(&html)
        attention(&html)
        html.markup("</article>\n")
    }

    private func heading(_ html: inout HTMLText) {
        html.markup("<div class=\"head\"><div><h3>")
        html.name(stream.name.stream)
        html.markup("</h3><p class=\"where\">")
        if !stream.displayName.isEmpty {
            html.name(LabelText.bounded(stream.displayName))
            html.markup(" · ")
        }
        html.text("\(stream.name.project) · \(stream.name.location)")
        if !stream.sourceType.isEmpty || !stream.destinationType.isEmpty {
            html.markup(" · ")
            html.name(stream.sourceType.isEmpty ? "?" : stream.sourceType)
            html.markup(" → ")
            html.name(stream.destinationType.isEmpty ? "?" : stream.destinationType)
        }
        html.markup("</p></div><div class=\"side\">")
        if let state = stream.state { pill(state.rawValue, Self.tone(state), &html) }
        html.markup("<a href=\"")
        html.text(ConsoleLink.url(of: stream.name))
        html.markup("\" rel=\"noreferrer\">Console</a></div></div>\n")
    }

    /// The state of the polls, and the age of the data.
    private func poll(_ html: inout HTMLText) {
        html.markup("<p class=\"poll\">")
        switch stream.lastPollSucceeded {
        case nil: pill("not polled yet", "dim", &html)
        case true?: pill("poll ok", "good", &html)
        case false?: pill("poll failing", "bad", &html)
        }
        if stream.isStale { pill("stale", "bad", &html) }
        if let fetchedAt = stream.fetchedAt {
            html.markup("<span>data from ")
            html.age(fetchedAt, now)
            html.markup("</span>")
        }
        if let duration = stream.lastPollDuration {
            html.markup("<span>poll took ")
            html.text(Self.seconds(duration))
            html.markup("</span>")
        }
        let failures = stream.failures.filter { $0.value > 0 }.sorted {
            ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue)
        }
        if stream.lastPollSucceeded == false, !failures.isEmpty {
            html.markup("<span>failed polls: ")
            for (index, failure) in failures.enumerated() {
                if index > 0 { html.markup(", ") }
                html.text("\(failure.key.rawValue) ")
                html.number(failure.value)
            }
            html.markup("</span>")
        }
        html.markup("</p>\n")
    }

    /// The estimated time left, and the number of overdue backfills.
    private func pace(_ html: inout HTMLText) {
        guard stream.secondsLeft != nil || stream.overdue > 0 else { return }
        html.markup("<p class=\"more\">")
        if let seconds = stream.secondsLeft {
            html.markup("What is active or pending ends in about ")
            html.text(Age.text(from: now, to: now.advanced(by: .seconds(min(seconds, Self.longest)))))
            html.markup(" at the pace of the last hour. ")
        }
        if stream.overdue > 0 {
            html.markup("<strong>")
            html.number(stream.overdue)
            html.markup(" overdue</strong>: much longer than the previous time.")
        }
        html.markup("</p>\n")
    }

    private func errors(_ html: inout HTMLText) {
        guard !stream.errors.isEmpty else { return }
        html.markup("<p class=\"errors\">Errors on the stream: ")
        for (index, reason) in stream.errors.enumerated() {
            if index > 0 { html.markup(", ") }
            html.markup("<strong>")
            html.name(reason)
            html.markup("</strong>")
        }
        html.markup("</p>\n")
    }

    private func attention(_ html: inout HTMLText) {
        let list = stream.attention
        guard list.counts.total > 0 else { return }
        if !takesCommands {
            html.markup("<p class=\"more\">Backfills of this stream can be started once it runs again.</p>\n")
        } else if list.counts[.failed] > 1 {
            html.markup("<p class=\"retry\">Retry all that failed:")
            html.command(["backfill", "retry", stream.name.description])
            html.markup("</p>\n")
        }
        let open = list.shown.prefix(Self.openRows).prefix(while: \.kind.isUrgent)
        rows(open, &html)
        let folded = list.shown.dropFirst(open.count)
        if !folded.isEmpty {
            html.markup("<details><summary>")
            html.number(folded.count)
            html.markup(open.isEmpty ? " stopped or unsupported</summary>\n" : " more</summary>\n")
            rows(folded, &html)
            html.markup("</details>\n")
        }
        let hidden = list.counts.total - list.shown.count
        guard hidden > 0 else { return }
        html.markup("<p class=\"more\">")
        html.number(hidden)
        html.markup(" more objects need attention; list them:")
        html.command(["objects", "list", stream.name.description])
        html.markup("</p>\n")
    }

    /// Whether the API accepts backfill commands while the stream is in this state.
    private var takesCommands: Bool {
        switch stream.state {
        case nil, .unknown, .running: true
        case .notStarted, .starting, .draining, .paused, .maintenance, .failed, .failedPermanently: false
        }
    }

    private func rows(_ rows: ArraySlice<Attention>, _ html: inout HTMLText) {
        guard !rows.isEmpty else { return }
        html.markup("<ul class=\"objects\">\n")
        for attention in rows {
            AttentionRow(attention: attention, stream: stream.name, now: now, takesCommands: takesCommands)
                .render(&html)
        }
        html.markup("</ul>\n")
    }

    private func pill(_ text: String, _ tone: StaticString, _ html: inout HTMLText) {
        html.markup("<span class=\"pill ")
        html.markup(tone)
        html.markup("\">")
        html.text(text)
        html.markup("</span>")
    }

    private static func tone(_ state: Stream.State) -> StaticString {
        switch state {
        case .running: "good"
        case .failed, .failedPermanently: "bad"
        case .paused, .draining, .maintenance, .unknown: "warn"
        case .notStarted, .starting: "dim"
        }
    }

    private static func seconds(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1_000 + duration.components.attoseconds / 1_000_000_000_000_000
        return milliseconds < 1_000 ? "\(milliseconds) ms" : "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
    }
}
