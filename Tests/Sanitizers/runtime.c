// Linked into every program of a build under a sanitizer.
//
// Options are compiled in, because tests start programs with an environment of their own.

#ifdef THREAD
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

const char *__tsan_default_options(void) {
    return "halt_on_error=1:exitcode=66:second_deadlock_stack=1:log_path=" REPORTS "/thread";
}

// Synchronization.Mutex takes and leaves a contended lock in Swift's library, which is built without the sanitizer: tell it of them.
// An uncontended lock is compiled into the program, so that the sanitizer sees it.
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

SWIFT void lock_slow(uint32_t thread, SELF) __asm__(LOCK_SLOW);
SWIFT void unlock_slow(SELF) __asm__(UNLOCK_SLOW);

SWIFT void lock_slow(uint32_t thread, SELF) {
    SWIFT void (*real)(uint32_t, SELF) = dlsym(RTLD_NEXT, LOCK_SLOW);
    real(thread, self);
    __tsan_acquire(self);
}

SWIFT void unlock_slow(SELF) {
    SWIFT void (*real)(SELF) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    __tsan_release(self);
    real(self);
}
#endif

#ifdef ADDRESS
#include <sys/syscall.h>
#include <unistd.h>

extern int __lsan_do_recoverable_leak_check(void);

const char *__asan_default_options(void) { return "detect_leaks=0:exitcode=66:log_path=" REPORTS "/address"; }

// The program ends with _exit, at which LeakSanitizer would not look; it does nothing unless detect_leaks is set.
void _exit(int code) {
    if (__lsan_do_recoverable_leak_check()) code = 66;
    for (;;) syscall(SYS_exit_group, code);
}
#endif
