package import CommandLine
package import Datastream
internal import Notation
package import Polling
package import System

/// The API methods that operator commands call.
package struct OperatorClient: Sendable {
    private let caller: APICaller
    private let reader: DatastreamClient
    private let clock: SystemClock

    /// Timeout of a call with all its waits: an hour that the API may ask for, and the wait for its slot in the request
    /// rate.
    private static let patience: Duration = .seconds(2 * 3_600)

    /// Creates a client that uses this caller.
    package init(_ caller: APICaller, clock: SystemClock) {
        self.caller = caller
        self.clock = clock
        reader = DatastreamClient(caller)
    }

    /// Reads an object: `objects.get`.
    package func object(_ name: ObjectName) async throws(CommandFailure) -> Target {
        // A server other than Google's may use an object name that does not fit in a path.
        guard ResourceName.isPlainID(name.id) else { throw Self.unusable(name) }
        do throws(CallFailure) {
            return Target(try await reader.writtenObject(named: name, deadline: deadline), of: name.stream)
        } catch {
            throw CommandFailure(error, of: .getObject(name.id, of: name.stream))
        }
    }

    /// Lists all objects of a stream and hands on each page as it arrives: `objects.list`.
    package func objects(
        of stream: StreamName, page: ([Target]) -> Void = { _ in }
    ) async throws(CommandFailure) -> [Target] {
        do throws(CallFailure) {
            return try await reader.writtenObjects(of: stream, deadline: deadline) { objects in
                page(objects.map { Target($0, of: stream) })
            }.map { Target($0, of: stream) }
        } catch {
            throw CommandFailure(error, of: .listObjects(of: stream, pageToken: nil))
        }
    }

    /// The type of a stream's source, such as `mysql`: `streams.get`.
    package func sourceType(of stream: StreamName) async throws(CommandFailure) -> String {
        do throws(CallFailure) {
            return try await reader.stream(named: stream, deadline: deadline).sourceType
        } catch {
            throw CommandFailure(error, of: .getStream(stream))
        }
    }

    /// Looks up an object by its name in the source: `objects.lookup`.
    package func lookup(_ source: SourceObject, in stream: StreamName) async throws(CommandFailure) -> Target {
        do throws(CallFailure) {
            let body = try await caller.answer(to: .lookup(source, in: stream), deadline: deadline)
            do throws(DecodingFailure) {
                let found = Target(try WrittenObject.decode(body, of: stream).item, of: stream)
                guard found.object.sourceObject?.mayBe(source) ?? true else {
                    throw DecodingFailure("another object than was asked for").inside("sourceObject")
                }
                return found
            } catch {
                throw CallFailure.decoding(error)
            }
        } catch {
            throw CommandFailure(error, of: .lookup(source, in: stream))
        }
    }

    /// Sends a command; retries only if the last attempt certainly had no effect: `objects.startBackfillJob` or
    /// `stopBackfillJob`.
    func send(_ action: BackfillAction, to name: ObjectName) async throws(CallFailure) -> Target {
        let body = try await caller.answer(to: .command(action, on: name), deadline: deadline)
        do throws(DecodingFailure) {
            return Target(try WrittenObject.decode(body, ofCommandOn: name).item, of: name.stream)
        } catch {
            throw .decoding(error)
        }
    }

    static func unusable(_ name: ObjectName) -> CommandFailure {
        CommandFailure(
            .other, "\(VisibleText.escaped("\(name)")): the id cannot stand in the path of a request")
    }

    private var deadline: Duration { clock.uptime() + Self.patience }
}
