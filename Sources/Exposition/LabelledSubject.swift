/// A subject and the labels that name it.
package struct LabelledSubject<Subject: Sendable>: Sendable {
    /// What is measured.
    package let subject: Subject
    /// Its identity.
    package let labels: RenderedLabels

    package init(_ subject: Subject, _ labels: RenderedLabels) {
        self.subject = subject
        self.labels = labels
    }
}
