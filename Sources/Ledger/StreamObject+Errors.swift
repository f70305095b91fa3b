internal import Datastream

extension StreamObject {
    /// Whether the object or its job lists any error.
    var listsErrors: Bool { !errors.isEmpty || !(backfillJob?.errors.isEmpty ?? true) }

    /// Whether both list the same errors.
    func listsSameErrors(as other: StreamObject) -> Bool {
        if !listsErrors, !other.listsErrors { return true }
        return errors == other.errors && (backfillJob?.errors ?? []) == (other.backfillJob?.errors ?? [])
    }
}
