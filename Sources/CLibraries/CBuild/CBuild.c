#include "CBuild.h"

const char *build_revision(void) { return BUILD_REVISION; }
const char *build_branch(void) { return BUILD_BRANCH; }
