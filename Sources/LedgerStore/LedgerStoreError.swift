internal import CSQLite
package import Ledger

/// Why a ledger could not be opened, read or written.
package struct LedgerStoreError: Error, Sendable, Equatable {
    /// What went wrong, for code that reacts to it.
    package enum Kind: String, Sendable, CaseIterable {
        /// The file is a ledger, but was changed or damaged since it was written.
        case corrupt
        /// The file was written by a later version of this program.
        case newer
        /// The file is something else.
        case foreign
        /// Another exporter is using the file.
        case inUse
        /// The path cannot be opened or created.
        case unusable
        /// The disk refused to read or to write, and may do so later.
        case refused
    }

    /// What went wrong, for code that reacts to it.
    package var kind: Kind
    /// The operation that failed.
    package var operation: LedgerOperation
    /// What failed, on which file, why, and what to do: one line for people.
    package var message: String

    /// Creates an error from its parts.
    package init(_ kind: Kind, _ operation: LedgerOperation, _ message: String) {
        self.kind = kind
        self.operation = operation
        self.message = message
    }
}

extension LedgerStoreError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}

extension LedgerStoreError {
    /// Creates the error that a failure means to users of the file.
    init(_ failure: StoreFailure, _ operation: LedgerOperation, path: String) {
        let path = path.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : String($0) }.joined()
        let kind = Kind(failure, operation)
        let why = failure.text
        let message =
            switch kind {
            case .corrupt:
                "the ledger \(path) is corrupt: \(why); start with --storage.reset to set it aside, or put a copy in its place"
            case .newer:
                "the ledger \(path) \(why); run that version, or name another file with --storage.path"
            case .foreign: "\(path) is not a datastream-exporter ledger; name another file with --storage.path"
            case .inUse: "the ledger \(path) is in use: \(why); stop it, or name another file with --storage.path"
            case .unusable: "the ledger \(path) cannot be used: \(why)"
            case .refused: "the ledger \(path) cannot be \(operation.past): \(why)"
            }
        self.init(kind, operation, message)
    }
}

extension LedgerOperation {
    fileprivate var past: String {
        switch self {
        case .open: "opened"
        case .read: "read"
        case .write: "written"
        }
    }
}

extension LedgerStoreError.Kind {
    fileprivate init(_ failure: StoreFailure, _ operation: LedgerOperation) {
        switch failure {
        case .damage: self = .corrupt
        case .newer: self = .newer
        case .foreign: self = .foreign
        case .inUse: self = .inUse
        case .path, .older: self = .unusable
        case .sqlite:
            switch failure.code {
            case SQLITE_CORRUPT, SQLITE_NOTADB: self = .corrupt
            case _ where operation == .write: self = .refused
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .unusable
            case SQLITE_BUSY, SQLITE_LOCKED: self = .inUse
            default: self = failure.tellsOfTheFile ? .corrupt : .refused
            }
        }
    }
}

extension StoreFailure {
    /// What happened, in words that follow the name of the file.
    fileprivate var text: String {
        switch self {
        case .sqlite(_, let text), .damage(let text), .path(let text): text
        case .newer(let version): "was written by a later version of datastream-exporter, with schema \(version)"
        case .older(let version): "its schema is version \(version): start the exporter on it once to upgrade it"
        case .foreign: ""
        case .inUse: "another exporter is using it"
        }
    }
}
