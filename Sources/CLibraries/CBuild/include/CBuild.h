#pragma once
/// The commit and the branch that this binary was built from; "unknown" outside a repository.
const char *_Nonnull build_revision(void);
const char *_Nonnull build_branch(void);
