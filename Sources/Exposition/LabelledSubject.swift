/// A subject and its identifying labels.
package struct LabelledSubject<Subject: Sendable>: Sendable {
    /// What is measured.
    package let subject: Subject
    /// The labels that identify it.
    package let labels: RenderedLabels

    package init(_ subject: Subject, _ labels: RenderedLabels) {
        self.subject = subject
        self.labels = labels
    }
}
