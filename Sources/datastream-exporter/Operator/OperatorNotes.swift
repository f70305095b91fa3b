/// What the operator's commands have in common to say in `--help`.
enum OperatorNotes {
    static let names = """
        STREAM is projects/PROJECT/locations/LOCATION/streams/STREAM, or only its last part where --google.project-ids (or
        GOOGLE_CLOUD_PROJECT) and --google.locations name one project and one location. OBJECT is STREAM/ID, with the ID that
        objects list shows, or the full name STREAM/objects/ID, which objects list --json shows.

        Results go to standard output, failures and unknown outcomes to standard error. With --json every outcome is one line
        of JSON on standard output, and streamObject in it is the object as the API wrote it.
        """

    static let selecting = """
        Objects are named one by one, or chosen among those of a stream by --table and --state. More than one is asked
        about, or takes --yes. A command is sent once; where its answer is lost, the object is read to see what became of it.

        \(names)

        """ + exits

    static let retrying = """
        What failed first is started first, and never so much that more than --max-active backfills of the stream wait or
        run; other people's count. The command ends when the last was started, or, with --wait, when the last has ended. When
        the time of --timeout is up, it ends with 5 and names what it did not start.

        \(names)

        """ + exits

    static let waiting = """
        Of a stream it waits for the backfills that wait or run when it starts; those that start later, and objects that never
        ran or cannot be loaded, are not waited for. It ends with 0 when all have completed, with 1 when one failed or was
        stopped, and with 5 when the time of --timeout is up.

        \(names)
        """

    private static let exits = """

        Exit codes: 0 done, 1 failed, 2 called wrongly or declined, 4 no credential, no permission or no such thing,
        5 unknown whether it was done, or the time of --timeout was up, 6 the backfill ran already (or did not run), 130 interrupted; of several the first
        of 5, 4, 6, 1.
        """
}
