internal import Datastream
internal import Notation

/// An object, and what determines its samples besides.
struct ObjectStatus: Sendable {
    let object: StreamObject
    /// When the exporter first saw it in its current state.
    let since: Timestamp?
    /// How long its last completed backfill of the whole object took, in seconds.
    var previousDuration: Double? = nil
    /// The error reasons that keep their names in its stream; nil for all.
    let names: ErrorNames?
}
