#include "CAllocator.h"

// jemalloc reads this at its start. It gives freed memory back to the system from a second later on instead of ten, when it is
// next used: most of it is freed at the end of a poll, and the next poll comes long after. All threads share two arenas: each
// arena has tables and half-used pages of its own, and each thread has a cache that seldom asks its arena for more.
const char *malloc_conf = "dirty_decay_ms:1000,muzzy_decay_ms:0,narenas:2";
