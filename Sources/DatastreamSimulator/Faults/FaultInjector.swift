internal import Datastream
internal import Serving

/// Decides which requests are hit by faults, from the seed and the number of the request.
struct FaultInjector: Sendable {
    /// The active faults.
    let faults: [Fault]
    /// The seed that decides the hits.
    let seed: UInt64

    /// The response that a fault sends instead of the right one; nil if none does.
    func refusal(of call: MethodCall, request: UInt64, isPretty: Bool) -> HTTPResponse? {
        for (place, fault) in faults.enumerated() {
            let hits = { (share: Double) in isHit(place, request, share) }
            switch fault {
            case .quota(let share) where hits(share): return .failure(.quotaExceeded, isPretty: isPretty)
            case .serverError(let share) where hits(share): return .failure(.unavailable, isPretty: isPretty)
            case .unauthorized(let share) where hits(share): return .failure(.unauthenticated, isPretty: isPretty)
            case .html(let share) where hits(share):
                return .html(status: 200, title: "Sign in", text: "Please sign in.")
            case .emptyError(let share) where hits(share):
                return .json(APIFailure.unavailable.json, isPretty: isPretty)
            case .unreachable(let location) where call.location == location:
                return .failure(.unavailable, isPretty: isPretty)
            case .permission(let stream):
                guard case .listObjects(let name) = call, name.stream == stream else { continue }
                return .failure(.permissionDenied(call.permission, on: call.resource), isPretty: isPretty)
            default: continue
            }
        }
        return nil
    }

    /// The response with the faults that affect its delivery.
    func delivered(_ response: HTTPResponse, request: UInt64) -> HTTPResponse {
        var response = response
        for (place, fault) in faults.enumerated() {
            switch fault {
            case .latency(let delay): response.delay += delay
            case .cutBody(let share) where isHit(place, request, share):
                response.ending = .cut(afterBytes: response.body.count / 2)
            case .stalledBody(let share) where isHit(place, request, share):
                response.ending = .stalled(afterBytes: response.body.count / 2)
            default: continue
            }
        }
        return response
    }

    /// Whether the page tokens loop in the list of a stream's objects.
    func loops(_ stream: StreamName) -> Bool {
        faults.contains(.tokenLoop(stream: "-")) || faults.contains(.tokenLoop(stream: stream.stream))
    }

    /// The locations that do not respond.
    var unreachable: [String] {
        StreamPlan.locations.filter { faults.contains(.unreachable(location: $0)) }
    }

    private func isHit(_ place: Int, _ request: UInt64, _ share: Double) -> Bool {
        var generator = SplitMix64(seed: seed, UInt64(place), request)
        return generator.share() < share
    }
}
