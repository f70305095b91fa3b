/// How the status page looks: light and dark, on a wide screen and on a phone.
enum StatusStyle {
    /// The style sheet; the page's content security policy allows no other.
    static let text = colors + layout + cards + objects

    private static let colors = """

        :root { color-scheme: light dark; --back: #f5f6f8; --card: #fff; --text: #1c2128; --dim: #59636e; --line: #dfe3e8;
          --good: #14713f; --bad: #b3261e; --warn: #7d5200; --good-back: #dff3e7; --bad-back: #fbe4e2; --warn-back: #fbefd0;
          --dim-back: #eceff2; --link: #0b5cad; --code: #f0f2f5; --brand: #e6522c;
          --completed: #2f9e64; --active: #2f6fe0; --pending: #86b1f5; --not-started: #aab4c0; --none: #d3d9e0;
          --unknown: #9a6ee0; --unsupported: #8a6d4b; --stopped: #dd9a0a; --failed: #d3302a; }
        @media (prefers-color-scheme: dark) {
          :root { --back: #0e1116; --card: #161b22; --text: #e6e9ee; --dim: #9aa5b1; --line: #2b323b;
            --good: #6fd6a2; --bad: #ff9088; --warn: #ecc25c; --good-back: #12301f; --bad-back: #3b1613; --warn-back: #33270a;
            --dim-back: #232a33; --link: #7db7ff; --code: #0e1116;
            --completed: #3aa873; --active: #4c86f0; --pending: #7398cf; --not-started: #5b6673; --none: #3a434d;
            --unknown: #a985e6; --unsupported: #9c7f5b; --stopped: #d9a02b; --failed: #e5534b; }
        }

        """

    private static let layout = """
        * { box-sizing: border-box; margin: 0; }
        body { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; color: var(--text);
          background: var(--back); overflow-wrap: anywhere; }
        header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
        header { padding-top: 1.5rem; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        .brand { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; }
        h1 { font-size: 1.35rem; letter-spacing: -.01em; border-left: .3rem solid var(--brand); padding-left: .7rem; }
        nav a { margin-right: 1.25rem; }
        nav a:last-child { margin-right: 0; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .6rem; margin: 1.1rem 0 0;
          padding: 0; }
        .figures div { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .6rem .9rem; }
        .figures dd { font-size: 1.5rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
        .figures dt { color: var(--dim); font-size: .82rem; }
        .figures .bad { border-color: var(--bad); background: var(--bad-back); }
        .figures .bad dd { color: var(--bad); }
        .figures .warn { border-color: var(--warn); background: var(--warn-back); }
        .figures .warn dd { color: var(--warn); }
        h2.group { font-size: .82rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase; color: var(--dim);
          margin: 1.8rem 0 .6rem; }
        .notice { border: 1px solid var(--line); border-radius: .6rem; padding: .7rem 1rem; margin-top: 1rem; }
        .notice.bad { background: var(--bad-back); color: var(--bad); border-color: var(--bad); }
        .empty { text-align: center; padding: 4rem 1rem; color: var(--dim); }
        .empty h2 { color: var(--text); font-size: 1.15rem; margin-bottom: .3rem; }
        .urgent, .quiet { display: grid; gap: .8rem; }
        .quiet { grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr)); }
        footer { color: var(--dim); font-size: .82rem; padding-top: 1.6rem; padding-bottom: 2rem; }

        """

    private static let cards = """
        .stream { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; padding: 1rem 1.15rem;
          min-width: 0; }
        .stream.worry { border-left: .3rem solid var(--bad); }
        .head { display: flex; gap: .4rem 1rem; justify-content: space-between; align-items: flex-start; flex-wrap: wrap; }
        .head > div { min-width: 0; }
        h3 { font-size: 1.05rem; line-height: 1.3; }
        .where { color: var(--dim); font-size: .85rem; }
        .side { display: flex; gap: .8rem; align-items: center; white-space: nowrap; font-size: .85rem; }
        .poll { display: flex; flex-wrap: wrap; gap: .2rem .9rem; align-items: center; color: var(--dim); font-size: .85rem;
          margin: .45rem 0 .7rem; }
        .pill { display: inline-block; border-radius: 1rem; padding: .05rem .6rem; font-size: .76rem; font-weight: 600;
          white-space: nowrap; }
        .pill.good { color: var(--good); background: var(--good-back); }
        .pill.bad { color: var(--bad); background: var(--bad-back); }
        .pill.warn { color: var(--warn); background: var(--warn-back); }
        .pill.dim { color: var(--dim); background: var(--dim-back); }
        .bar { display: block; width: 100%; height: .7rem; border-radius: .35rem; background: var(--none); }
        .legend { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .1rem 1rem; margin-top: .45rem;
          font-size: .78rem; color: var(--dim); }
        .legend b { color: var(--text); font-variant-numeric: tabular-nums; }
        .legend li::before { content: ""; display: inline-block; width: .6rem; height: .6rem; border-radius: .15rem;
          margin-right: .35rem; background: currentColor; }
        .none { color: var(--dim); font-size: .85rem; }

        """
        + [
            ("COMPLETED", "completed"), ("ACTIVE", "active"), ("PENDING", "pending"), ("NOT_STARTED", "not-started"),
            ("NONE", "none"), ("UNKNOWN", "unknown"), ("UNSUPPORTED", "unsupported"), ("STOPPED", "stopped"),
            ("FAILED", "failed"),
        ].map { ".bar .\($0) { fill: var(--\($1)); } .legend .\($0)::before { background: var(--\($1)); }\n" }.joined()

    private static let objects = """
        .errors { margin-top: .6rem; color: var(--bad); font-size: .9rem; }
        .retry { margin-top: .9rem; font-size: .85rem; color: var(--dim); }
        .objects { list-style: none; padding: 0; margin-top: .6rem; border-top: 1px solid var(--line); }
        .objects li { padding: .55rem 0; border-bottom: 1px solid var(--line); }
        .objects li:last-child { border-bottom: 0; padding-bottom: 0; }
        details { margin-top: .55rem; }
        summary { color: var(--link); font-size: .85rem; cursor: pointer; }
        .what { display: flex; flex-wrap: wrap; gap: .15rem .7rem; align-items: baseline; margin-bottom: .3rem; }
        .reason { color: var(--bad); font-size: .9rem; }
        .since { color: var(--dim); font-size: .85rem; margin-left: auto; }
        .more { color: var(--dim); font-size: .85rem; margin-top: .6rem; }
        code { display: block; font: 12.5px/1.5 ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", monospace;
          background: var(--code); border: 1px solid var(--line); border-radius: .4rem; padding: .25rem .6rem; margin-top: .2rem;
          color: var(--text); white-space: pre-wrap; user-select: all; -webkit-user-select: all; }
        @media (max-width: 40rem) {
          body { font-size: 14.5px; }
          header, main, footer { padding-left: .8rem; padding-right: .8rem; }
          .figures { grid-template-columns: repeat(3, 1fr); }
          .figures div { padding: .5rem .6rem; }
          .stream { padding: .85rem .9rem; }
          .since { margin-left: 0; }
        }
        @media print { .stream, .figures div { break-inside: avoid; } }

        """
}
