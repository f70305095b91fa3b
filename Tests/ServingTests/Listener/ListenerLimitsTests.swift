import Testing

@testable import Serving

@Suite struct ListenerLimitsTests {
    @Test(arguments: [(.max, 256), (1_024, 256), (296, 256), (64, 24), (40, 8), (0, 8)])
    func `connections leave enough descriptors for everything else`(descriptors: Int, connections: Int) {
        #expect(ListenerLimits().fitted(toDescriptors: descriptors).connections == connections)
    }
}
