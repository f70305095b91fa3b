#pragma once

// The program's memory comes from jemalloc, which replaces the allocator of the C library when it is linked; nothing is called by name.

/// How jemalloc is set up; the environment's `MALLOC_CONF` comes after it.
extern const char *_Nonnull malloc_conf;
