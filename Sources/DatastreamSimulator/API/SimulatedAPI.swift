internal import Datastream
internal import Notation
package import Serving
internal import Synchronization

/// A Datastream API v1 with a living data set, as routes for a listener.
///
/// It has one project, ``project``, and requires no credentials.
package final class SimulatedAPI: Sendable {
    private let clock: SimulatorClock
    private let faults: FaultInjector
    private let state: Mutex<State>

    /// What requests may change.
    private struct State {
        var simulation: Simulation
        var requests: UInt64 = 0
    }

    /// The ID of the only project.
    package static let project = StreamPlan.project

    /// The largest request body, in bytes.
    private static let bodyLimit = 65_536

    /// An API before its first request.
    package init(_ configuration: SimulatorConfiguration, clock: SimulatorClock) {
        self.clock = clock
        faults = FaultInjector(faults: configuration.faults, seed: configuration.seed)
        let scale = TimeScale(start: clock.start, speed: configuration.speed)
        state = Mutex(State(simulation: Simulation(seed: configuration.seed, scale: scale)))
    }

    /// The routes of all methods; any other path gets an HTML page, as from Google's front end.
    package var routes: Routes {
        { path in
            guard let call = MethodCall(path: path) else {
                return Route(methods: [.get, .post], bodyLimit: Self.bodyLimit) { _ in
                    .html(status: 404, title: "Error 404 (Not Found)", text: "The requested URL was not found.")
                }
            }
            return Route(methods: [call.method], bodyLimit: call.method == .post ? Self.bodyLimit : 0) { request in
                self.response(to: call, request)
            }
        }
    }

    private func response(to call: MethodCall, _ request: HTTPRequest) -> HTTPResponse {
        let number = state.withLock { state in
            state.requests += 1
            return state.requests
        }
        return faults.delivered(answer(to: call, request, number: number), request: number)
    }

    private func answer(to call: MethodCall, _ request: HTTPRequest, number: UInt64) -> HTTPResponse {
        let query: ListingQuery
        do throws(APIFailure) {
            query = try ListingQuery(request.query)
        } catch {
            return .failure(error, isPretty: true)
        }
        if let refusal = faults.refusal(of: call, request: number, isPretty: query.isPretty) { return refusal }
        do throws(APIFailure) {
            guard call.project == Self.project else {
                throw APIFailure.permissionDenied(call.permission, on: call.resource)
            }
            return .json(try json(call, query, request.body), isPretty: query.isPretty)
        } catch {
            return .failure(error, isPretty: query.isPretty)
        }
    }

    private func json(_ call: MethodCall, _ query: ListingQuery, _ body: [UInt8]) throws(APIFailure) -> JSON {
        switch call {
        case .listLocations: return try reader(query).locations()
        case .getLocation(_, let location): return try reader(query).location(location)
        case .listStreams(_, let location): return try reader(query).streams(in: location)
        case .getStream(let name): return try reader(query).stream(name)
        case .listObjects(let name): return try reader(query).objects(of: name)
        case .getObject(let name, let id): return try reader(query).object(id, of: name)
        case .lookupObject(let name): return try reader(query).object(RequestBody(body).source(), of: name)
        case .startBackfillJob(let name, let id):
            let clause = try RequestBody(body).whereClause
            return try command(on: name, query) { simulation, time throws(APIFailure) in
                try simulation.start(id, in: name, sqlWhereClause: clause, at: time)
            }
        case .stopBackfillJob(let name, let id):
            _ = try RequestBody(body)
            return try command(on: name, query) { simulation, time throws(APIFailure) in
                try simulation.stop(id, in: name, at: time)
            }
        }
    }

    /// The data set as it is now.
    private func reader(_ query: ListingQuery) -> SimulationReader {
        let simulation = state.withLock { $0.simulation }
        return SimulationReader(
            simulation: simulation, time: simulation.scale.simulated(clock.elapsed()), query: query, faults: faults)
    }

    /// Changes the data set and responds with the changed object.
    private func command(
        on stream: StreamName, _ query: ListingQuery,
        _ change: (inout Simulation, Double) throws(APIFailure) -> StreamObject
    ) throws(APIFailure) -> JSON {
        let elapsed = clock.elapsed()
        let object = try state.withLock { state throws(APIFailure) in
            try change(&state.simulation, state.simulation.scale.simulated(elapsed))
        }
        return .message(["object": object.json(in: stream, query.enums)])
    }
}
