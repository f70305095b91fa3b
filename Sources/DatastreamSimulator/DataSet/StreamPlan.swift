internal import Datastream

/// A stream of the simulated project: its properties and its size.
struct StreamPlan: Sendable {
    var name: StreamName
    var displayName: String
    /// The kind of its source, as in ``SourceObject/type``.
    var sourceType: String
    /// Its state, which lasts as long as the simulator runs.
    var state: Stream.State
    /// Whether objects are backfilled automatically.
    var backfillsAll: Bool
    /// How many objects it has at the start.
    var objects: Int
    /// How many more join while the simulator runs.
    var newcomers: Int
    /// `maxConcurrentBackfillTasks`: the most jobs that load at the same time.
    var tasks: Int
    /// The team in its labels.
    var team: String

    /// The number of tasks reserved for jobs that clients start.
    var commandTasks: Int { tasks / 3 }

    private init(
        _ location: String, _ id: String, _ displayName: String, _ sourceType: String, objects: Int, newcomers: Int = 0,
        tasks: Int = 6, team: String, state: Stream.State = .running, backfillsAll: Bool = true
    ) {
        name = StreamName(project: Self.project, location: location, stream: id)
        self.displayName = displayName
        self.sourceType = sourceType
        self.state = state
        self.backfillsAll = backfillsAll
        self.objects = objects
        self.newcomers = newcomers
        self.tasks = tasks
        self.team = team
    }

    /// The only project of the simulator.
    static let project = "demo"

    /// The streams of the project: one per kind of source, one paused, one failed and one that never ran.
    static let all: [StreamPlan] = [
        StreamPlan(
            "europe-west1", "orders-mysql", "Orders (MySQL)", "mysql", objects: 2_210, newcomers: 60, tasks: 12,
            team: "commerce"),
        StreamPlan("europe-west1", "erp-oracle", "ERP (Oracle)", "oracle", objects: 640, tasks: 9, team: "finance"),
        StreamPlan(
            "europe-west1", "billing-postgresql", "Billing (PostgreSQL)", "postgresql", objects: 480, newcomers: 20,
            team: "finance"),
        StreamPlan("us-central1", "inventory-sqlserver", "Inventory", "sqlServer", objects: 260, team: "logistics"),
        StreamPlan("us-central1", "catalog-mongodb", "Catalog", "mongodb", objects: 150, newcomers: 10, team: "web"),
        StreamPlan("us-central1", "crm-salesforce", "CRM", "salesforce", objects: 120, team: "sales"),
        StreamPlan(
            "us-central1", "legacy-mysql", "Legacy shop (frozen)", "mysql", objects: 60, team: "commerce",
            state: .paused,
            backfillsAll: false),
        StreamPlan("asia-northeast1", "ledger-spanner", "Ledger", "spanner", objects: 90, team: "finance"),
        StreamPlan(
            "asia-northeast1", "events-postgresql", "Events", "postgresql", objects: 30, team: "web", state: .failed),
        StreamPlan(
            "asia-northeast1", "staging-sqlserver", "Staging", "sqlServer", objects: 0, team: "logistics",
            state: .notStarted),
    ]

    /// The locations of the project, in order.
    static let locations: [String] = Set(all.map(\.name.location)).sorted()
}
