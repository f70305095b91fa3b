#include "CSimulation.h"

#include <pthread.h>

#define SWIFT __attribute__((swiftcall))

typedef SWIFT void (*enqueue)(void *job);
typedef struct {
    void *identity;
    uintptr_t implementation;
} executor;

// Swift's runtime, which asks the hook before it hands a job to the pool.
extern SWIFT void (*swift_task_enqueueGlobal_hook)(void *job, enqueue original);
extern SWIFT void swift_job_run(void *job, executor executor);

static _Thread_local simulation_sink current_sink;
static _Thread_local void *current_context;

static SWIFT void hook(void *job, enqueue original) {
    if (current_sink) {
        current_sink(current_context, job);
    } else {
        original(job);
    }
}

static void install(void) { swift_task_enqueueGlobal_hook = hook; }

void simulation_capture_jobs(simulation_sink sink, void *context) {
    // Histories run on several threads at once.
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, install);
    current_sink = sink;
    current_context = context;
}

void simulation_run_job(void *job) {
    executor generic = {0, 0};
    swift_job_run(job, generic);
}
