internal import Notation

extension StreamObject {
    /// Decodes an object and checks that it belongs to the parent stream.
    static func read(
        _ json: JSONElement, of parent: Parent, _ new: NewObject? = nil
    ) throws(DecodingFailure) -> StreamObject {
        try json.withFields(Keys.all) { fields throws(DecodingFailure) in
            guard let name = try fields[Keys.name].utf8() else { throw DecodingFailure("an object without a name") }
            var notes = DecodingNotes()
            let texts = try ObjectTexts(
                id: parent.id(in: name), displayName: fields[Keys.displayName].utf8(),
                source: fields[Keys.sourceObject], sharing: new?.former?.texts)
            let job = try fields[Keys.backfillJob].object { job throws(DecodingFailure) in
                try BackfillJob(job, &notes)
            }
            let errors = try ReportedError.list(in: fields[Keys.errors], &notes)
            let createTime = try fields[Keys.createTime].timestamp(of: "StreamObject", &notes)
            let updateTime = try fields[Keys.updateTime].timestamp(of: "StreamObject", &notes)
            return StreamObject(
                texts, job: job, errors: errors, createTime: createTime, updateTime: updateTime, notes: notes, new: new)
        }
    }

    private enum Keys {
        static let all = JSONKeys(
            "name", JSONKey("createTime", "create_time"), JSONKey("updateTime", "update_time"),
            JSONKey("displayName", "display_name"), "errors", JSONKey("backfillJob", "backfill_job"),
            JSONKey("sourceObject", "source_object"))
        static let (name, createTime, updateTime, displayName, errors, backfillJob, sourceObject) = (
            0, 1, 2, 3, 4, 5, 6
        )
    }
}
