import CommandLine
import Notation
import Testing

@Suite struct FlagValuesTests {
    private let name = Flag("test.name", "TEXT", default: "fallback", "A text.") { text throws(ValueProblem) in
        if text == "bad" { throw ValueProblem("is bad") }
        return text
    }
    private let list = Flag("test.list", "TEXT", isRepeatable: true, "Texts.") { text throws(ValueProblem) in text }

    private func values(_ arguments: [String], _ environment: [String: String] = [:]) throws(CommandFailure)
        -> FlagValues
    {
        try FlagValues(arguments, flags: [name, list], environment: environment)
    }

    @Test func `a flag takes its value after an equals sign or a space, from its variable, or by default`() throws {
        #expect(try values(["--test.name=x"]).value(name) == "x")
        #expect(try values(["--test.name", "x"]).value(name) == "x")
        #expect(try values([], ["DATASTREAM_EXPORTER_TEST_NAME": "x"]).value(name) == "x")
        #expect(try values([]).value(name) == "fallback")
    }

    @Test func `a flag wins over its variable, and an empty variable counts as unset`() throws {
        #expect(try values(["--test.name=x"], ["DATASTREAM_EXPORTER_TEST_NAME": "y"]).value(name) == "x")
        #expect(try values([], ["DATASTREAM_EXPORTER_TEST_NAME": ""]).value(name) == "fallback")
    }

    @Test func `a repeatable flag takes values one at a time or separated by commas`() throws {
        #expect(try values(["--test.list=a,b", "--test.list", "c"]).all(list) == ["a", "b", "c"])
        #expect(try values([], ["DATASTREAM_EXPORTER_TEST_LIST": "a,b"]).all(list) == ["a", "b"])
        #expect(try values([]).all(list) == [])
    }

    @Test(
        arguments: [
            ([], [:], false), (["--test.on"], [:], true), (["--test.on=true"], [:], true),
            (["--test.on=false"], [:], false),
            ([], ["DATASTREAM_EXPORTER_TEST_ON": "true"], true), ([], ["DATASTREAM_EXPORTER_TEST_ON": "false"], false),
            (["--test.on=false"], ["DATASTREAM_EXPORTER_TEST_ON": "true"], false),
            (["--test.on", "--test.name=x"], [:], true),
        ] as [([String], [String: String], Bool)])
    func `a switch stands alone or has its value after an equals sign`(
        arguments: [String], environment: [String: String], value: Bool
    ) throws {
        let on = Flag.switch("test.on", "Whether.")
        #expect(try FlagValues(arguments, flags: [name, on], environment: environment).value(on) == value)
    }

    @Test(arguments: [
        (["--test.on=1"], "--test.on: \"1\" is neither true nor false"),
        (["--test.on="], "--test.on: \"\" is neither true nor false"),
        (["--test.on", "true"], "unexpected argument \"true\""),
        (["--test.on", "--test.on"], "--test.on: given more than once"),
    ])
    func `a switch takes no other value`(arguments: [String], text: String) {
        #expect(throws: CommandFailure.usage(text)) {
            try FlagValues(arguments, flags: [Flag.switch("test.on", "Whether.")], environment: [:])
        }
    }

    @Test(arguments: [
        (["--test.name=bad"], "--test.name: is bad"),
        (["--test.name"], "--test.name: a value is missing"),
        (["--test.name=a", "--test.name=b"], "--test.name: given more than once"),
        (["--test.nam=a"], "unknown flag --test.nam; is it --test.name?"),
        (["--est.name"], "unknown flag --est.name; is it --test.name?"),
        (["--name.test=a"], "unknown flag --name.test; is it --test.name?"),
        (["-test.name"], "unknown flag -test.name; is it --test.name?"),
        (["\u{2014}test.name"], "unknown flag \u{2014}test.name; is it --test.name?"),
        (["--other"], "unknown flag --other"),
        (["--ya29.a0Ab"], "unexpected argument \(SecretText.placeholder)"),
        (["ya29.a0Ab"], "unexpected argument \(SecretText.placeholder)"),
        (["--name=a"], "unknown flag --name; is it --test.name?"),
        (["stray"], "unexpected argument \"stray\""),
        (["-x"], "unknown flag -x"),
        (["--test.list="], "--test.list: an empty value"),
        (["--test.list=a,,b"], "--test.list: an empty value"),
        (["--"], "unexpected argument \"--\""),
        (["new\nline"], "unexpected argument \(SecretText.placeholder)"),
        (["b\u{202E}x"], #"unexpected argument "b\u202ex""#),
    ])
    func `a mistake is reported in one line`(arguments: [String], text: String) {
        #expect(throws: CommandFailure.usage(text)) { try self.values(arguments) }
    }

    @Test func `a bad variable is reported under its flag's name`() {
        #expect(throws: CommandFailure.usage("--test.name: is bad")) {
            try self.values([], ["DATASTREAM_EXPORTER_TEST_NAME": "bad"])
        }
    }

    private let toggle = Flag.switch("test.switch", "A switch.")

    @Test(arguments: [
        ([], "", false), (["--test.switch"], "", true), (["--test.switch=true"], "", true),
        (["--test.switch=false"], "true", false), ([], "true", true), (["--test.switch"], "false", true),
    ])
    func `a switch without a value is on, and a value follows an equals sign`(
        arguments: [String], variable: String, isOn: Bool
    ) throws {
        let environment = ["DATASTREAM_EXPORTER_TEST_SWITCH": variable]
        let values = try FlagValues(arguments, flags: [toggle], environment: environment)
        #expect(try values.value(toggle) == isOn)
    }

    @Test func `a switch never takes the next argument or any other word`() {
        #expect(throws: CommandFailure.usage("unexpected argument \"false\"")) {
            try FlagValues(["--test.switch", "false"], flags: [toggle], environment: [:])
        }
        #expect(throws: CommandFailure.usage("--test.switch: \"yes\" is neither true nor false")) {
            try FlagValues(["--test.switch=yes"], flags: [toggle], environment: [:])
        }
    }

    @Test func `operands may stand anywhere, and after two dashes may look like flags`() throws {
        let operands = Operands("X", minimum: 1, maximum: 3)
        let values = try FlagValues(
            ["a", "--test.switch", "b", "--", "--c"], flags: [toggle], operands: operands, environment: [:])
        #expect(values.operands == ["a", "b", "--c"])
        #expect(throws: CommandFailure.usage("an argument is missing: X")) {
            try FlagValues([], flags: [], operands: operands, environment: [:])
        }
        #expect(throws: CommandFailure.usage("unexpected argument \"4\"")) {
            try FlagValues(["1", "2", "3", "4"], flags: [], operands: operands, environment: [:])
        }
    }
}
