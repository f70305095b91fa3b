internal import CommandLine
internal import Datastream

extension OperatorSession {
    /// The objects that a command applies to.
    struct Choice {
        /// The objects that exist.
        var targets: [Target] = []
        /// Named objects that could not be read, and why.
        var missing: [ActionResult] = []
    }

    /// The objects that operands and flags select: named objects, or those of one stream that match the selector.
    func choose() async throws(CommandFailure) -> Choice {
        let selector = request.selector
        let operands = request.operands
        guard operands.contains(where: ResourceScope.isObject) else {
            guard operands.count == 1 else {
                throw .usage("give one stream, or objects by name")
            }
            let stream = try scope.stream(operands[0])
            return try await choose(selector, of: stream)
        }
        guard selector.isEmpty else {
            throw .usage("--table and --state choose among the objects of a stream, not among named objects")
        }
        return await read(try names(operands))
    }

    /// The object names, without duplicates.
    func names(_ operands: [String]) throws(CommandFailure) -> [ObjectName] {
        var names: [ObjectName] = []
        var known: Set<ObjectName> = []
        for operand in operands {
            let name = try scope.object(operand)
            if known.insert(name).inserted { names.append(name) }
        }
        return names
    }

    private func choose(_ selector: ObjectFilter, of stream: StreamName) async throws(CommandFailure) -> Choice {
        guard !selector.isEmpty else {
            throw .usage(
                "\(quoted("\(stream)")) is a stream: say which objects by --table or --state; --table='*' is all")
        }
        let listing = try await client.objects(of: stream)
        let targets = Target.ordered(listing.filter { selector.selects($0.object) })
        guard !targets.isEmpty else {
            throw CommandFailure(.notFound, "none of the \(listing.count) objects of \(stream) matches")
        }
        return Choice(targets: targets)
    }

    /// Reads the objects before the command: a later comparison shows whether the command took effect.
    private func read(_ names: [ObjectName]) async -> Choice {
        var choice = Choice()
        for name in names {
            do throws(CommandFailure) {
                choice.targets.append(try await client.object(name))
            } catch {
                let target = Target(StreamObject(id: name.id), of: name.stream)
                choice.missing.append(ActionResult(target, Task.isCancelled ? .notBegun : .refused(error)))
            }
        }
        return choice
    }
}
