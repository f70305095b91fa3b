#include "CAllocator.h"

// jemalloc reads this at its start. It gives memory that was freed back to the system after a second instead of ten: most of
// it is freed at the end of a poll, and the next poll is minutes away.
const char *malloc_conf = "dirty_decay_ms:1000,muzzy_decay_ms:0";
