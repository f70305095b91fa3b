#include "CAllocator.h"

// jemalloc reads this at its start. It gives freed memory back to the system from a second later on instead of ten, when it is
// next used: most of it is freed at the end of a poll, and the next poll comes long after.
const char *malloc_conf = "dirty_decay_ms:1000,muzzy_decay_ms:0";
