#pragma once
#include <stdint.h>

// Jobs of Swift's concurrency that this thread makes, instead of the thread pool that would run them.

typedef void (*simulation_sink)(void *context, void *job);

/// From now on, this thread's jobs go to the sink; a null sink gives them back to the pool.
void simulation_capture_jobs(simulation_sink sink, void *context);
/// Runs a captured job on this thread until it waits or ends.
void simulation_run_job(void *job);

// A disk below SQLite. Files are real, but each operation first asks the simulated disk.

/// The answers are SQLite's result codes; 0 lets the operation happen.
typedef struct {
    void *context;
    /// A file is opened; the answer is its number, or -1 for a file that is not simulated.
    int (*opened)(void *context, const char *path);
    int (*reads)(void *context, int file);
    /// Sets how many of the bytes to write before an error is answered.
    int (*writes)(void *context, int file, const void *bytes, int count, int64_t offset, int *written);
    int (*truncates)(void *context, int file, int64_t size);
    int (*syncs)(void *context, int file);
    int (*removes)(void *context, const char *path, int is_synced);
} simulation_disk;

/// Uses a disk for all files that this thread opens from now on; null for the machine's own. Returns SQLite's code.
int simulation_use_disk(const simulation_disk *disk);
