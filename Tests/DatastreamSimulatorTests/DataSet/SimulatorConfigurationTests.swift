import Testing

@testable import DatastreamSimulator

struct SimulatorConfigurationTests {
    @Test(arguments: [(0.0, 0.1), (-5, 0.1), (1, 1), (50, 50), (1e9, 1_000), (.infinity, 1_000), (.nan, 1)])
    func `the speed stays within its range`(asked: Double, taken: Double) {
        #expect(SimulatorConfiguration(speed: asked).speed == taken)
    }
}
