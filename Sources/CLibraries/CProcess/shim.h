// Linux calls about processes missing from Swift's Glibc module: they need _GNU_SOURCE, are variadic, or are a variable.
#pragma once

#include <spawn.h>
#include <sys/prctl.h>

extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);

// Hides the process' memory from core dumps and from debuggers of the same user.
static inline int process_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
static inline int process_is_memory_hidden(void) { return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0; }

extern char **environ;

// The environment of the process: texts `NAME=value`, and NULL after the last.
static inline char *_Nullable *_Nullable process_environment(void) { return environ; }
