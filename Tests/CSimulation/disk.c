#include "CSimulation.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

// A layer above SQLite's own access to files, for the threads that use a simulated disk.

typedef struct {
    sqlite3_file base;
    const simulation_disk *disk;
    int number;
    int last_errno;
    sqlite3_file *real;
} simulated_file;

static _Thread_local const simulation_disk *current_disk;
static sqlite3_vfs layer;
static sqlite3_vfs *machine;
static int registered;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static simulated_file *simulated(sqlite3_file *file) { return (simulated_file *)file; }
static sqlite3_file *real(sqlite3_file *file) { return simulated(file)->real; }
static int is_simulated(sqlite3_file *file) { return simulated(file)->number >= 0; }

static int file_close(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int file_read(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    if (is_simulated(file)) {
        const simulation_disk *disk = simulated(file)->disk;
        int code = disk->reads(disk->context, simulated(file)->number);
        if (code) {
            errno = simulated(file)->last_errno = EIO;
            return code;
        }
    }
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int file_write(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int written = count, code = SQLITE_OK;
    if (is_simulated(file)) {
        const simulation_disk *disk = simulated(file)->disk;
        code = disk->writes(disk->context, simulated(file)->number, bytes, count, offset, &written);
    }
    if (written > 0) {
        int result = real(file)->pMethods->xWrite(real(file), bytes, written, offset);
        if (result) return result;
    }
    return code;
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    if (is_simulated(file)) {
        const simulation_disk *disk = simulated(file)->disk;
        int code = disk->truncates(disk->context, simulated(file)->number, size);
        if (code) return code;
    }
    return real(file)->pMethods->xTruncate(real(file), size);
}

static int file_sync(sqlite3_file *file, int flags) {
    // The machine's own disk need not be waited for.
    if (!is_simulated(file)) return SQLITE_OK;
    const simulation_disk *disk = simulated(file)->disk;
    return disk->syncs(disk->context, simulated(file)->number);
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int file_lock(sqlite3_file *file, int kind) { return real(file)->pMethods->xLock(real(file), kind); }
static int file_unlock(sqlite3_file *file, int kind) { return real(file)->pMethods->xUnlock(real(file), kind); }
static int file_check(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
static int file_control(sqlite3_file *file, int operation, void *argument) {
    if (operation == SQLITE_FCNTL_LAST_ERRNO && is_simulated(file)) {
        *(int *)argument = simulated(file)->last_errno;
        return SQLITE_OK;
    }
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
static int file_sector(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
static int file_characteristics(sqlite3_file *file) {
    return real(file)->pMethods->xDeviceCharacteristics(real(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_characteristics,
};

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out) {
    if (!current_disk) return machine->xOpen(machine, path, file, flags, out);
    simulated_file *opened = simulated(file);
    memset(opened, 0, sizeof *opened);
    opened->real = (sqlite3_file *)(opened + 1);
    opened->disk = current_disk;
    opened->number = path ? current_disk->opened(current_disk->context, path) : -1;
    int code = machine->xOpen(machine, path, opened->real, flags, out);
    opened->base.pMethods = opened->real->pMethods ? &methods : 0;
    return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int is_synced) {
    if (current_disk) {
        int code = current_disk->removes(current_disk->context, path, is_synced);
        if (code) return code;
    }
    return machine->xDelete(machine, path, current_disk ? 0 : is_synced);
}

static void register_layer(void) {
    machine = sqlite3_vfs_find(0);
    layer = *machine;
    layer.zName = "simulation";
    layer.pNext = 0;
    layer.szOsFile = (int)sizeof(simulated_file) + machine->szOsFile;
    layer.xOpen = disk_open;
    layer.xDelete = disk_delete;
    registered = sqlite3_vfs_register(&layer, 1);
}

int simulation_use_disk(const simulation_disk *disk) {
    pthread_once(&once, register_layer);
    current_disk = disk;
    return registered;
}
