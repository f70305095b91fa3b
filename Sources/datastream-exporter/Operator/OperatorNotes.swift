/// Texts that the notes of several operator commands share.
enum OperatorNotes {
    static let names = """
        STREAM is projects/PROJECT/locations/LOCATION/streams/STREAM, or only its last part where --google.project-ids (or
        GOOGLE_CLOUD_PROJECT) and --google.locations name one project and one location. OBJECT is STREAM/ID, with the ID that
        objects list shows, or the full name STREAM/objects/ID, which objects list --json shows.

        Results go to standard output, failures and unknown outcomes to standard error. With --json every outcome is one line
        of JSON on standard output, and streamObject in it is the object as the API wrote it.
        """

    static let selecting = """
        Objects are named one by one, or chosen among those of a stream by --table and --state. For more than one object the
        command asks first, or takes --yes. It is sent once; when its answer is lost, the object is read to see the outcome.
        \(severalEnds)

        \(names)
        """

    static let retrying = """
        What failed first is started first, and never more than --max-active backfills of the stream wait or run, counting
        those of other people. The command ends when the last backfill was started, or, with --wait, when the last has ended.
        When the time of --timeout is up, it ends with 5 and names what it did not start.

        With --ended-before 30m it leaves alone what ended less than 30 minutes ago, so that a table that fails at once is not
        started over and over by a schedule. Of a job whose end is unknown the start counts; without either it is left alone.
        \(severalEnds)

        \(names)
        """

    static let waiting = """
        For a stream it waits for the backfills that wait or run when it starts, not for those that start later, nor for
        objects that never ran or cannot be loaded. It ends with 0 when all have completed, with 1 when one failed or was
        stopped, and with 5 when the time of --timeout is up.

        \(names)
        """

    private static let severalEnds = "Where objects end differently, the exit code is the first of 5, 4, 6, 1."
}
