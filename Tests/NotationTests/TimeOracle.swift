import Foundation
import Notation
import TestSupport

/// Random times from Python's datetime, each as text and as Unix time.
enum TimeOracle {
    /// Whether Python is installed.
    static let isThere = (try? output(of: "")) != nil

    static func times(_ count: Int) throws -> [(text: String, moment: Timestamp)] {
        try output(of: script(count)).split(separator: "\n").compactMap { line in
            let columns = line.split(separator: " ")
            guard columns.count == 3, let seconds = Int64(columns[1]), let nanoseconds = Int32(columns[2]) else {
                return nil
            }
            return (String(columns[0]), Timestamp(seconds: seconds, nanoseconds: nanoseconds))
        }
    }

    /// The times stay a day away from the ends of Python's calendar, because of the offsets.
    private static func script(_ count: Int) -> String {
        """
        import random
        from datetime import datetime, timedelta, timezone
        epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)
        random.seed(20261123)
        for _ in range(\(count)):
            utc = epoch + timedelta(seconds=random.randint(-62135510400, 253402214400))
            minutes = random.choice([0, 0, random.randint(-1439, 1439)])
            local = utc.astimezone(timezone(timedelta(minutes=minutes)))
            digits = random.randint(0, 9)
            fraction = random.randrange(10 ** digits)
            text = "%04d-%02d-%02dT%02d:%02d:%02d" % local.timetuple()[:6]
            text += ".%0*d" % (digits, fraction) if digits else ""
            sign = "-" if minutes < 0 else "+"
            text += "%s%02d:%02d" % (sign, abs(minutes) // 60, abs(minutes) % 60) if minutes else "Z"
            print(text, (utc - epoch) // timedelta(seconds=1), fraction * 10 ** (9 - digits))
        """
    }

    private static func output(of script: String) throws -> String {
        let python = try TestSupport.output(of: ["python3", "-c", script], errors: false)
        guard python.code == 0 else { throw CocoaError(.executableLoad) }
        return python.text
    }
}
