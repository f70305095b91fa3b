import CSimulation

/// The jobs of all tasks of a simulation, run one after another on this thread, in an order that the seed chooses.
final class Jobs {
    private var waiting: [UnsafeMutableRawPointer] = []
    private let chance: Chance
    /// Whether jobs run in the order in which they came.
    private let isInOrder: Bool
    /// How many have run.
    private(set) var count = 0

    init(_ chance: Chance, isInOrder: Bool) {
        self.chance = chance
        self.isInOrder = isInOrder
    }

    /// Takes the jobs that this thread makes during the body.
    func capture<Value>(_ body: () -> Value) -> Value {
        simulation_capture_jobs(
            { context, job in
                guard let context, let job else { return }
                Unmanaged<Jobs>.fromOpaque(context).takeUnretainedValue().waiting.append(job)
            }, Unmanaged.passUnretained(self).toOpaque())
        defer { simulation_capture_jobs(nil, nil) }
        return body()
    }

    /// Runs jobs until none can go on.
    func run() {
        while !waiting.isEmpty {
            let job: UnsafeMutableRawPointer
            if isInOrder {
                job = waiting.removeFirst()
            } else {
                waiting.swapAt(chance.among(0...waiting.count - 1), waiting.count - 1)
                job = waiting.removeLast()
            }
            count += 1
            simulation_run_job(job)
        }
    }
}
