public import Datastream
internal import Notation
public import Polling

/// The methods of the API that an operator's commands call.
public struct OperatorClient: Sendable {
    private let caller: APICaller
    private let reader: DatastreamClient
    private let clock: PollClock

    /// The longest time of a call with all its waits: an hour that the API may ask for, and its place in the pace.
    private static let patience: Duration = .seconds(2 * 3_600)

    /// A client that calls so.
    public init(_ caller: APICaller, clock: PollClock) {
        self.caller = caller
        self.clock = clock
        reader = DatastreamClient(caller)
    }

    /// An object: `objects.get`.
    public func object(_ name: ObjectName, until end: Duration? = nil) async throws(CallProblem) -> StreamObject {
        // The API could have given an object a name that a path cannot hold.
        guard ResourceName.isID(name.id) else { throw Self.unusable(name) }
        do throws(CallFailure) {
            return try await reader.object(named: name, deadline: deadline(end))
        } catch {
            throw CallProblem(error, of: .getObject(name.id, of: name.stream))
        }
    }

    /// All objects of a stream, each page handed on as it comes: `objects.list`.
    public func objects(
        of stream: StreamName, until end: Duration? = nil, page: ([StreamObject]) -> Void = { _ in }
    ) async throws(CallProblem) -> [StreamObject] {
        do throws(CallFailure) {
            return try await reader.objects(of: stream, deadline: deadline(end), page: page)
        } catch {
            throw CallProblem(error, of: .listObjects(of: stream, pageToken: nil))
        }
    }

    /// The kind of a stream's source, as in `mysql`: `streams.get`.
    public func sourceType(of stream: StreamName) async throws(CallProblem) -> String {
        do throws(CallFailure) {
            return try await reader.stream(named: stream, deadline: deadline(nil)).sourceType
        } catch {
            throw CallProblem(error, of: .getStream(stream))
        }
    }

    /// The object that is this at its source: `objects.lookup`.
    public func lookup(_ source: SourceObject, in stream: StreamName) async throws(CallProblem) -> StreamObject {
        do throws(CallFailure) {
            let body = try await caller.answer(to: .lookup(source, in: stream), deadline: deadline(nil))
            do throws(DecodingFailure) {
                return try StreamObject.decode(body, of: stream).item
            } catch {
                throw CallFailure.decoding(error)
            }
        } catch {
            throw CallProblem(error, of: .lookup(source, in: stream))
        }
    }

    /// Sends a command once, or again where the last try surely did nothing: `objects.startBackfillJob` or
    /// `stopBackfillJob`.
    func send(_ action: BackfillAction, to name: ObjectName) async throws(CallFailure) -> StreamObject {
        let body = try await caller.answer(to: .command(action, on: name), deadline: deadline(nil))
        do throws(DecodingFailure) {
            return try StreamObject.decode(body, ofCommandOn: name).item
        } catch {
            throw .decoding(error)
        }
    }

    static func unusable(_ name: ObjectName) -> CallProblem {
        CallProblem(.failure, "\(VisibleText.escaped("\(name)")): the id cannot stand in the path of a request")
    }

    private func deadline(_ end: Duration?) -> Duration {
        let patience = clock.uptime() + Self.patience
        return end.map { min($0, patience) } ?? patience
    }
}
